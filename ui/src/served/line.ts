/** The line to the server: calls and their answers, events, and the clock of the scene. */
import type { AppEvent } from "../bindings";
import type { Scene } from "./scene";

type Waiting = { done(reply: unknown): void; failed(error: unknown): void };
type Message =
  | { now: number }
  | { refused: string }
  | { forget: true }
  | { event: AppEvent }
  | { id: number; ok: unknown }
  | { id: number; error: unknown };

export class Line {
  readonly #socket = new WebSocket(__TEST_SERVER__);
  readonly #waiting = new Map<number, Waiting>();
  readonly #clock = new Clock();
  readonly #open: Promise<void>;
  #serial = 0;

  constructor(scene: Scene, heard: (event: AppEvent) => void) {
    // It stays when the page is loaded anew, as it is when the vault is locked.
    window.name ||= crypto.randomUUID();
    this.#clock.set(scene.now * 1000);
    this.#open = new Promise((open) => {
      this.#socket.onopen = () => {
        this.#socket.send(JSON.stringify({ page: window.name, scene }));
        open();
      };
    });
    this.#socket.onmessage = ({ data }) => this.#take(JSON.parse(data as string) as Message, heard);
  }

  get pending(): number {
    return this.#waiting.size;
  }

  call<T>(command: string, args: object): Promise<T> {
    return this.#ask({ command, arguments: args });
  }

  control(control: string, argument: unknown): Promise<unknown> {
    // Here first: the codes that come of it belong to the new time.
    if (control === "jump") this.#clock.move((argument as number) * 1000);
    return this.#ask({ control, argument });
  }

  async #ask<T>(said: object): Promise<T> {
    await this.#open;
    const id = ++this.#serial;
    return new Promise<T>((done, failed) => {
      this.#waiting.set(id, { done: done as Waiting["done"], failed });
      this.#socket.send(JSON.stringify({ id, ...said }));
    });
  }

  #take(message: Message, heard: (event: AppEvent) => void) {
    if ("now" in message) this.#clock.set(message.now);
    else if ("refused" in message) throw new Error(`The scene was refused: ${message.refused}`);
    else if ("forget" in message) location.reload();
    else if ("event" in message) heard(message.event);
    else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if ("ok" in message) waiting?.done(message.ok);
      else waiting?.failed(message.error);
    }
  }
}

/** The page's clock runs with that of the scene. */
class Clock {
  readonly #real = Date.now.bind(Date);
  #shift = 0;

  constructor() {
    Date.now = () => this.#real() + this.#shift;
  }

  set(now: number) {
    this.#shift = now - this.#real();
  }
  move(by: number) {
    this.#shift += by;
  }
}
