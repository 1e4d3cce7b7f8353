import type { Offset } from './messages.js';

/** Per shard the place up to which everything was handled. */
export class Offsets {
  readonly #shards = new Map<number, Offset>();

  constructor(offsets: Iterable<Offset> = []) {
    this.reset(offsets);
  }

  reset(offsets: Iterable<Offset>): void {
    this.#shards.clear();
    for (const offset of offsets) this.#shards.set(offset.shard, offset);
  }

  /** Other places for the shards named. */
  set(offsets: Iterable<Offset>): void {
    for (const offset of offsets) this.#shards.set(offset.shard, offset);
  }

  /** A later place on the same line, of a shard that is followed. */
  raise(offset: Offset): void {
    const known = this.#shards.get(offset.shard);
    if (known && known.epoch === offset.epoch && known.n < offset.n) this.#shards.set(offset.shard, offset);
  }

  /** The last message handled counts, not the largest number (docs/streaming.md, Resume). Shards that are not followed are left alone. */
  see(offset: Offset): void {
    if (this.#shards.has(offset.shard)) this.#shards.set(offset.shard, offset);
  }

  has(shard: number): boolean {
    return this.#shards.has(shard);
  }

  get size(): number {
    return this.#shards.size;
  }

  toArray(): Offset[] {
    return [...this.#shards.values()];
  }
}
