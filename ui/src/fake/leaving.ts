import type { Backend } from "../backend/interface";
import type { ExportTarget, Loss, LossCount, Row, TransferPart } from "../bindings";
import { type Desk, fail, pause } from "./desk";
import { scatter } from "./random";

type Commands = Pick<
  Backend,
  "exportTargets" | "previewExport" | "exportAccounts" | "cancelExport" | "showTransfer" | "transferPart" | "endTransfer"
>;

const TARGETS: ExportTarget[] = [
  target("uris", "otpauth URIs, one a line"),
  target("aegis", "Aegis"),
  target("aegis-encrypted", "Aegis, encrypted"),
  target("2fas", "2FAS"),
  target("2fas-encrypted", "2FAS, encrypted"),
  target("bitwarden", "Bitwarden"),
  target("bitwarden-encrypted", "Bitwarden, encrypted"),
  target("google", "Google Authenticator"),
  target("google-qr", "Google Authenticator, as QR pictures"),
  target("andotp", "andOTP"),
  target("freeotp-plus", "FreeOTP+"),
  target("stratum", "Stratum"),
  target("proton", "Proton Authenticator"),
  target("sheet", "Printed sheet of Tessera"),
];
const PER_PART = 10;
const SIDE = 117;

/** Accounts on their way out. No file is written, and the codes only look like codes. */
export class Leaving {
  parts = 0;
  #asked = 0;

  constructor(private readonly desk: Desk) {}

  readonly commands: Commands = {
    exportTargets: async () => TARGETS,
    previewExport: async (to) => {
      this.desk.needOpen();
      const { live } = this.desk;
      const left = live.filter((row) => !isCarried(to, row));
      const along = live.filter((row) => isCarried(to, row));
      const wide = to.startsWith("aegis");
      const losses = [
        loss("account", left.length),
        loss("tags", wide ? 0 : along.filter(({ tags }) => tags.length > (to.startsWith("google") ? 0 : 1)).length),
        loss("note", wide ? 0 : along.filter(({ note }) => note !== "").length),
        loss("pin", wide ? 0 : along.filter(({ pinned }) => pinned).length),
        loss("iphone", to.startsWith("2fas") ? along.filter(({ period }) => period === 60).length : 0),
      ].flat();
      return { carried: along.length, left_out: left.map(({ id }) => id), losses };
    },
    exportAccounts: async (to, password, seal, confirmation) => {
      const mine = ++this.#asked;
      const { encrypted } = TARGETS.find(({ name }) => name === to) ?? fail("internal");
      if (encrypted && !seal) fail("seal_missing");
      if (!encrypted && confirmation?.trim().toLowerCase() !== "plaintext") fail("not_confirmed");
      await this.desk.check(password);
      if (this.desk.scene.dialog === "slow") await pause(2_000);
      if (this.desk.scene.dialog === "dismissed" || mine !== this.#asked) return null;
      if (this.desk.scene.dialog === "own") fail("own_file");
      const { carried } = await this.commands.previewExport(to);
      const files = to === "google-qr" ? Math.ceil(carried / PER_PART) : 1;
      return { file_name: files === 1 ? `accounts-${to}.json` : `accounts-1-of-${files}.png`, entries: carried, files };
    },
    cancelExport: async () => {
      this.#asked++;
      return null;
    },
    showTransfer: async (password) => {
      await this.desk.check(password);
      const { carried } = await this.commands.previewExport("google-qr");
      this.parts = Math.ceil(carried / PER_PART);
      return { parts: this.parts };
    },
    transferPart: async (number) => (number >= 1 && number <= this.parts ? codeOf(number) : fail("expired")),
    endTransfer: async () => {
      this.parts = 0;
      return null;
    },
  };
}

function target(name: string, title: string): ExportTarget {
  return { name, title, encrypted: name.endsWith("-encrypted") };
}

function loss(loss: Loss, count: number): LossCount[] {
  return count > 0 ? [{ loss, count }] : [];
}

function isCarried(to: string, { kind, digits, period }: Row): boolean {
  if (to.startsWith("google")) return kind !== "steam" && (digits === 6 || digits === 8) && (period ?? 30) === 30;
  return !(to.startsWith("bitwarden") || to === "proton") || kind !== "hotp";
}

/** Three finders in a sea of modules. */
function codeOf(number: number): TransferPart {
  const finder = (x: number, y: number) => {
    const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
    return ring === 4 ? "0" : ring === 2 ? "0" : "1";
  };
  const module = (x: number, y: number) => {
    const [fromX, fromY] = [Math.min(x, SIDE - 1 - x), Math.min(y, SIDE - 1 - y)];
    const corner = fromX < 8 && fromY < 8 && !(x > SIDE / 2 && y > SIDE / 2);
    return corner ? finder(fromX, fromY) : String(scatter(`${number} ${x} ${y}`) & 1);
  };
  const dark = Array.from({ length: SIDE * SIDE }, (_, at) => module(at % SIDE, Math.floor(at / SIDE))).join("");
  return { side: SIDE, dark };
}
