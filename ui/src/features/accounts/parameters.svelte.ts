/** How the codes of an account are made, as it is typed into a form. */
import type { Algorithm, Kind, Reason, Row } from "../../bindings";

/** The fields of the form that can be wrong. */
export type ParameterField = "digits" | "period" | "counter" | "algorithm";

const FIELD_OF: Record<string, ParameterField> = {
  invalid_digits: "digits",
  invalid_period: "period",
  invalid_counter: "counter",
  invalid_algorithm: "algorithm",
};

/** At which field a reason is said; nothing where it is about something else. */
export const parameterOf = ({ code }: Reason): ParameterField | undefined => FIELD_OF[code];

const wholeOf = (text: string) => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null);
/** What was typed, where it is a number at all. */
const number = (typed: string) => (/^\d{1,15}$/.test(typed.trim()) ? Number(typed) : null);

export class Parameters {
  kind = $state<Kind>("totp");
  algorithm = $state<Algorithm>("SHA1");
  digits = $state("6");
  period = $state("30");
  counter = $state("0");

  constructor(row?: Row) {
    if (!row) return;
    this.kind = row.kind;
    this.algorithm = row.algorithm;
    this.digits = String(row.digits);
    this.period = String(row.period ?? 30);
    this.counter = row.counter ?? "0";
  }

  /** What is no number where one is needed. */
  wrong(): Reason | null {
    if (this.kind !== "steam" && wholeOf(this.digits) === null) return { code: "invalid_digits", params: { given: number(this.digits) } };
    if (this.kind === "totp" && wholeOf(this.period) === null) return { code: "invalid_period", params: { given: number(this.period) } };
    return null;
  }

  /** As the application takes them; only where nothing is wrong. */
  read() {
    const { kind, algorithm } = this;
    const digits = kind === "steam" ? 5 : (wholeOf(this.digits) ?? 6);
    return { kind, algorithm, digits, period: wholeOf(this.period) ?? 30, counter: this.counter.trim() };
  }
}
