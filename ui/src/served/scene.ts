/** What the address asks for, as the server knows it: see tests/server/src/scene.rs. */
export type Scene = { now: number } & Record<string, unknown>;

const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);

/** What the page asks of its own end of the line. */
interface Asked {
  scene: Scene;
  /** The language of the settings. */
  language: string | undefined;
  /** How long a key takes to derive, in ms. */
  slow: number;
}

/** E.g. `?state=locked&theme=dark&rows=10000`. Without a time it is now. */
export function readScene({ pathname, search }: Location): Asked {
  const { theme, hide, language, slow = "0", recovery, unreadable, plain_swap, ...rest } = Object.fromEntries(new URLSearchParams(search));
  const scene = {
    caller: pathname === "/picker.html" ? "picker" : "page",
    now: Math.floor(Date.now() / 1000),
    settings: { ...(theme && { theme }), ...(hide && { hide_codes: true }) },
    ...(recovery && { recovery: recovery !== "0" }),
    ...(unreadable && { unreadable: true }),
    ...(plain_swap && { plain_swap: true }),
    ...Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, number(text)])),
  };
  return { scene, language, slow: Number(slow) };
}
