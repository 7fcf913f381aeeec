/** Codes as sentences. */
import type { EntryPart, Lost, Merged, Problem, Reason, Remark } from "../bindings";
import type { DamageCode, ErrorCode, KeyringCode, LossCode, ProblemCode, RemarkCode, WarningCode } from "./codes";
import type { MessageId, Messages } from "./messages";
import { type Facts, knows, say, t } from "./speech.svelte";

type Kebab<Code extends string> = Code extends `${infer Head}_${infer Tail}` ? `${Head}-${Kebab<Tail>}` : Code;
type Named<Room extends string, Code extends string> = `${Room}-${Kebab<Code>}`;

/** Where its result must be a MessageId, a code that has no sentence does not compile. */
function idOf<Room extends string, Code extends string>(room: Room, code: Code): Named<Room, Code> {
  return `${room}-${code.replaceAll("_", "-")}` as Named<Room, Code>;
}

/** A sentence that no code asks for does not compile. */
type Said =
  | Named<"error", ErrorCode>
  | Named<"remark", RemarkCode>
  | Named<"loss", LossCode>
  | Named<"problem" | "problems", ProblemCode>
  | Named<"ways-keyring", KeyringCode>
  | Named<"password-warning", WarningCode>;
type Rooms = `${"error" | "remark" | "loss" | "problem" | "problems" | "ways-keyring" | "password-warning"}-${string}`;
type Others = `${"error" | "loss" | "problem" | "problems"}-unknown` | "problem-subject" | "error-merged-counts";
type None<Nothing extends never> = Nothing;
export type Unasked = None<Exclude<Extract<MessageId, Rooms>, Said | Others>>;

/** A code, and what is known of the case; what is not known is null, or not there. */
interface Coded {
  code: string;
  params?: object;
}

/** An empty fact is none; several are told one after another. */
function factsOf(params: object): Facts {
  const given = Object.entries(params as Record<string, unknown>).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === "number" ? value : Array.isArray(value) ? value.join(", ") : String(value)]));
}
/** The application may be newer than the page and say what is not known here. */
function told(id: MessageId, { code, params }: Coded, unknown: MessageId): string {
  const known = knows(id) ? id : unknown;
  return say(known, factsOf({ ...params, code }));
}

/** What went wrong and what to do next. */
export function sentence(reason: Reason): string {
  return told(idOf("error", reason.code), reason, "error-unknown");
}

export function merged(counts: Merged): string {
  return t("backups-merged", counts);
}

/** What else there is to know of a file that was read. */
export function remarkOf(remark: Remark): string {
  return told(idOf("remark", remark.code), remark, "error-unknown");
}

export type Source = Messages["problem-subject"]["source"];

/** What is wrong with a file of that name, or with what came in another way. */
export function problem(source: Source, name: string, code: Problem): string {
  return told(idOf("problem", code), { code, params: { source, name } }, "problem-unknown");
}

export function problems(count: number, code: Problem): string {
  return told(idOf("problems", code), { code, params: { count } }, "problems-unknown");
}

/** A part of an account, for a list. */
export function entryPart(part: EntryPart): string {
  return t(idOf("backups-part", part));
}

/** What of the accounts an app does not take. */
export function loss({ loss: code, count }: Lost, format: string, app: string): string {
  return told(idOf("loss", code), { code, params: { count, format, app } }, "loss-unknown");
}

/** What the keyring said, to someone who stands before the password field. */
export function keyringSays(reason: Reason): string {
  const id: MessageId = idOf("ways-keyring", reason.code as KeyringCode);
  return knows(id) ? say(id) : sentence(reason);
}

/** What makes a password weak; nothing where that is not known. */
export function warning(code: string): string {
  const id: MessageId = idOf("password-warning", code as WarningCode);
  return knows(id) ? say(id) : "";
}

/** Which part of a vault file is damaged; nothing where that is not known. */
export function damage(code: string | undefined): string {
  const id: MessageId = idOf("backups-damaged", code as DamageCode);
  return code !== undefined && knows(id) ? say(id) : "";
}
