/**
 * The page in a plain browser: the real application answers, over a line to the server in tests/server.
 * For browser tests and `npm run dev`; never part of the product (see `#stand-in` in vite.config.ts).
 */
import type { Backend } from "../backend/interface";
import { type AppEvent, commands, type Invoke, type Row, type Status } from "../bindings";
import { speak } from "../words";
import { Line } from "./line";
import { addPseudoLanguages } from "./pseudo";
import { readScene } from "./scene";

type Answer = { reply: unknown } | { error: unknown };

/** What takes its time on another computer than that of a test. */
const SLOW = new Set(["unlock", "open_source", "scan_screen"]);
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export function connect(): Backend {
  addPseudoLanguages();
  const { scene, language, slow } = readScene(location);
  let heard: (event: AppEvent) => void = () => {};
  const emit = (event: AppEvent) => heard(event);
  const line = new Line(scene, emit);

  const names = new Map<string, string>();
  const told: string[] = [];
  const answers = new Map<string, Answer>();
  let shown: string[] = [];
  const held = new Map<string, Promise<void>>();
  let release = () => {};

  const invoke: Invoke = async <T>(command: string, args: Record<string, unknown> = {}): Promise<T> => {
    const answer = answers.get(command);
    if (answer) {
      if ("error" in answer) throw answer.error;
      return answer.reply as T;
    }
    if (command === "show_rows") shown = args.ids as string[];
    if (command === "hidden" || command === "print_page") told.push(command);
    const answering = line.call<T>(command, args);
    if (slow > 0 && SLOW.has(command)) await Promise.allSettled([answering, pause(slow)]);
    const hold = held.get(command);
    const reply = await answering;
    await hold;
    if (command === "list_entries") (reply as Row[]).forEach(({ id, issuer }) => names.set(id, issuer));
    // No setting of the product names a language that nobody speaks.
    if (command === "status" && language) Object.assign((reply as Status).settings, { language });
    return reply;
  };
  Object.assign(globalThis, {
    tesseraTest: {
      speak,
      emit,
      answer: (command, answer) => void answers.set(command, answer),
      hold: (command) => void held.set(command, new Promise((done) => (release = done))),
      release() {
        held.clear();
        release();
      },
      control: (name, argument = null) => line.control(name, argument),
      pending: () => line.pending,
      shown: () => shown.map((id) => names.get(id) ?? id),
      told: () => told,
    } satisfies Handles,
  });
  return {
    ...commands(invoke),
    async subscribe(hear) {
      heard = hear;
    },
    // A tab stays, and there is no other one.
    closePicker: async () => void told.push("close_picker"),
    openMainWindow: async () => void told.push("open_main_window"),
  };
}

/** What browser tests may pull: said as `tesseraTest` in the page. */
export interface Handles {
  /** The page changes its language while it runs: `en-XA` is accented and long, `en-XB` runs from right to left. */
  speak(language: string): Promise<void>;
  /** The page hears an event that the application has not sent: for what cannot be brought about. */
  emit(event: AppEvent): void;
  /** From now on a command is answered so, and the application is not asked: for what cannot be brought about. */
  answer(command: string, answer: Answer): void;
  /** From now on the answers to a command do not come before `release`. One command at a time. */
  hold(command: string): void;
  /** All answers that were held come, in the order in which they were asked for. */
  release(): void;
  /**
   * Something happens around the application:
   *
   * - `jump`: the wall clock jumps by so many seconds
   * - `drop`: files of that name fall on the window
   * - `links`: so many links come
   * - `conflicts`: a sync program leaves so many copies beside the vault
   * - `answer`: the dialog that is open is answered
   * - `copied`: gives the issuer of the account whose code is on the clipboard
   * - `recovery`: gives the groups of the recovery code that is right now
   * - `transfer`: gives how many QR codes for a phone are held
   * - `saved`: gives the names of the files that were saved
   */
  control(name: string, argument?: unknown): Promise<unknown>;
  /** How many calls are not answered yet. */
  pending(): number;
  /** Of whom the rows are that the page last said it shows. */
  shown(): string[];
  /** Commands without a reply that the page gave. */
  told(): string[];
}
