import type { Clock } from './clock.js';

/** Finds out that a connection is dead: asks every so often, and does not wait for ever for an answer. */
export class Heartbeat {
  #beat: unknown;
  #deadline: unknown;

  constructor(
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly patienceMs: number,
    private readonly ping: () => void,
    private readonly dead: () => void,
  ) {}

  /** From now on something must come within the patience. */
  expect(): void {
    this.#deadline ??= this.clock.setTimeout(() => {
      this.#deadline = undefined;
      this.dead();
    }, this.patienceMs);
  }

  /** Any frame is a sign of life. */
  heard(): void {
    this.clock.clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }

  start(): void {
    this.clock.clearTimeout(this.#beat);
    this.#beat = this.clock.setTimeout(() => {
      this.probe();
      this.start();
    }, this.everyMs);
  }

  /** Asks now. */
  probe(): void {
    this.ping();
    this.expect();
  }

  stop(): void {
    this.clock.clearTimeout(this.#beat);
    this.heard();
  }
}
