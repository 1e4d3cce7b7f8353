import type { Clock } from './clock.js';

/**
 * Exponential back-off with full jitter: attempt n waits anything from 0 to min(cap, base · 2ⁿ), so that clients that
 * were cut off together do not come back together. Source: AWS Architecture Blog, "Exponential Backoff And Jitter", 2015.
 */
export class Backoff {
  #attempts = 0;

  constructor(private readonly clock: Clock, private readonly baseMs: number, private readonly capMs: number) {}

  get attempts(): number {
    return this.#attempts;
  }

  /** Milliseconds until the next attempt; never earlier than the server asked for. */
  next(atLeastMs = 0): number {
    const most = Math.min(this.capMs, this.baseMs * 2 ** this.#attempts);
    this.#attempts++;
    return atLeastMs + this.clock.random() * most;
  }

  reset(): void {
    this.#attempts = 0;
  }
}
