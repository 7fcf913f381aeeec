/** What the settings say of the whole page: its colours, its size, its language. */
import type { Settings } from "../bindings";
import { speak } from "../words";

/** What is as before was applied before: a status comes with every save. */
export async function wear({ theme, language, zoom }: Settings, before?: Settings) {
  // Every length of the page is in the size of its text.
  if (zoom !== before?.zoom) document.documentElement.style.fontSize = zoom === 100 ? "" : `${zoom}%`;
  if (theme !== before?.theme) {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
  if (language !== before?.language) await speak(language);
}
