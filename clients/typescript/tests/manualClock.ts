import type { Clock } from '../src/index.js';

/** Time moves when told to; `random` is what it is set to. */
export class ManualClock implements Clock {
  #now: number;
  #due: { at: number; callback: () => void }[] = [];
  chance = 0.5;

  constructor(now = Date.parse('2024-04-13T10:30:15Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  setTimeout(callback: () => void, milliseconds: number): unknown {
    const timer = { at: this.#now + milliseconds, callback };
    this.#due.push(timer);
    return timer;
  }

  clearTimeout(handle: unknown): void {
    this.#due = this.#due.filter((timer) => timer !== handle);
  }

  /** Runs what is due within, in order, each at its time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#due.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((t) => t !== next);
      this.#now = next.at;
      next.callback();
    }

    this.#now = end;
  }
}

/** Lets promises that are settled already run their continuations. */
export const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};
