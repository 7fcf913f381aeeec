import type { CommandError } from "../bindings";
import { sentence } from "./sentences";

/** What a command threw, as a CommandError; anything else is an internal failure, whose own words are dropped. */
export function errorOf(thrown: unknown): CommandError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    const params = "params" in thrown && typeof thrown.params === "object" && thrown.params !== null ? thrown.params : {};
    return { code: thrown.code, params: params as Record<string, string> };
  }
  return { code: "internal", params: {} };
}

export function sentenceOf(thrown: unknown): string {
  return sentence(errorOf(thrown));
}
