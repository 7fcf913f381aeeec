/** What the address asks for, as the server knows it: see tests/server/src/scene.rs. */
export type Scene = { now: number } & Record<string, unknown>;

const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);

/** E.g. `?state=locked&theme=dark&rows=10000`. Without a time it is now. */
export function readScene(query: string): { scene: Scene; language: string | undefined } {
  const { theme, hide, language, recovery, unreadable, ...rest } = Object.fromEntries(new URLSearchParams(query));
  const scene = {
    now: Math.floor(Date.now() / 1000),
    settings: { ...(theme && { theme }), ...(hide && { hide_codes: true }) },
    ...(recovery && { recovery: recovery !== "0" }),
    ...(unreadable && { unreadable: true }),
    ...Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, number(text)])),
  };
  return { scene, language };
}
