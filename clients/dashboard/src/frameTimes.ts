/** How long frames took: the page measures itself. Bound: the last 1,200 frames, about 20 s. */
export class FrameTimes {
  readonly #frames = new Float64Array(1_200);
  readonly #work = new Float64Array(1_200);
  #count = 0;

  #painted = 0;

  /** @param interval Since the frame before, ms. @param work Spent in drawing this one, ms. @param painted Whether there was something to draw. */
  add(interval: number, work: number, painted: boolean): void {
    if (painted) this.#painted++;
    this.#frames[this.#count % this.#frames.length] = interval;
    this.#work[this.#count % this.#work.length] = work;
    this.#count++;
  }

  reset(): void {
    this.#count = this.#painted = 0;
  }

  read(): { frames: number; all: number; painted: number; p50: number; p95: number; p99: number; longest: number; workP95: number } {
    const used = Math.min(this.#count, this.#frames.length);
    const sorted = this.#frames.slice(0, used).sort();
    const work = this.#work.slice(0, used).sort();
    const at = (values: Float64Array, share: number) => Math.round((values[Math.min(used - 1, Math.floor(used * share))] ?? NaN) * 10) / 10;
    return { frames: used, all: this.#count, painted: this.#painted, p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99), longest: at(sorted, 1), workP95: at(work, 0.95) };
  }
}
