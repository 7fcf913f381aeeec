import type { CommandError } from "../bindings";
import { sentence } from "./sentences";

/** What a command threw, as a CommandError; anything else is an internal failure, whose own words are dropped. */
export function errorOf(thrown: unknown): CommandError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    return thrown as CommandError;
  }
  return { code: "internal" };
}

export function sentenceOf(thrown: unknown): string {
  return sentence(errorOf(thrown));
}
