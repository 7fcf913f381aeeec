/** Every word of the page, from locales/, and numbers, dates and keys as they are written in its language. */
export { both, clockTime, day, list, moment, near, series, when } from "./format";
export { tilesOf, timeToGuess } from "./guess";
export { keyLabel, shortcutLabel } from "./keys";
export { damage, entryPart, keyringSays, loss, merged, problem, problems, remarkOf, sentence, type Source, warning } from "./sentences";
export { short } from "./short";
export { direction, speak, t } from "./speech.svelte";
export { errorOf, sentenceOf } from "./thrown";
