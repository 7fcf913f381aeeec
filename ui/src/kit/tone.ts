/** What a colour means: well, nothing in particular, something to look at. */
export type Tone = "good" | "plain" | "warn";
