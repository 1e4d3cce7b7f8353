import type { LocationBatch, LocationUpdate, ServerMessage } from './messages.js';

export interface QueueOptions {
  /** With this many waiting, only the newest location of each vehicle is kept. Default 256. */
  conflateAt?: number;
  /** With this many waiting the iteration fails: nothing but locations may be dropped in silence. Default 10,000. */
  capacity?: number;
  /** Which messages; default all events and initial_data. */
  types?: readonly ServerMessage['type'][];
}

/** The reader was too slow for what may not be dropped. */
export class QueueOverflowError extends Error {
  override readonly name = 'QueueOverflowError';
}

const defaults: readonly ServerMessage['type'][] =
  ['initial_data', 'location_update', 'location_batch', 'safety_event', 'trip_update', 'driver_performance', 'driver_compliance', 'custom_event', 'alert', 'event_superseded', 'fleet_status', 'dashboard_update', 'sliding_metrics', 'live', 'replay_complete'];

/**
 * Messages that wait for one reader (`for await`). Bound: `capacity`. Overflow: from `conflateAt` on a newer location of
 * a vehicle takes the place of the one that waits and goes to the end; at `capacity` the reader gets
 * QueueOverflowError. Owner: the iteration; leaving the loop ends it.
 */
export class MessageQueue implements AsyncIterableIterator<ServerMessage> {
  readonly #waiting = new Map<number, ServerMessage>(); // by arrival; a Map, so that one in the middle can leave
  readonly #locations = new Map<string, number>(); // vehicle → where its newest location waits
  readonly #types: ReadonlySet<string>;
  readonly #conflateAt: number;
  readonly #capacity: number;
  #arrivals = 0;
  #conflated = 0;
  #ended = false;
  #failure: Error | undefined;
  #reader: { resolve(result: IteratorResult<ServerMessage>): void; reject(error: Error): void } | undefined;

  constructor(private readonly leave: (queue: MessageQueue) => void, options: QueueOptions = {}) {
    this.#conflateAt = options.conflateAt ?? 256;
    this.#capacity = options.capacity ?? 10_000;
    this.#types = new Set(options.types ?? defaults);
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Locations that a newer one replaced. */
  get conflated(): number {
    return this.#conflated;
  }

  push(message: ServerMessage): void {
    if (this.#ended || !this.#types.has(message.type)) return;
    if (this.#reader) {
      const { resolve } = this.#reader;
      this.#reader = undefined;
      resolve({ value: message, done: false });
      return;
    }

    if (this.#waiting.size < this.#conflateAt || message.type !== 'location_batch') {
      this.#keep(message);
      return;
    }

    const last = newest(message);
    this.#conflated += message.locations.length - last.length;
    last.forEach((one) => this.#keep(one));
  }

  /** Ends the iteration once what waits is read; with an error, the reader gets that. */
  end(failure?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    const reader = this.#reader;
    this.#reader = undefined;
    if (failure && reader) {
      this.#failure = undefined;
      reader.reject(failure);
    } else {
      reader?.resolve({ value: undefined, done: true });
    }
  }

  next(): Promise<IteratorResult<ServerMessage>> {
    const [first] = this.#waiting;
    if (first) {
      this.#remove(first[0], first[1]);
      return Promise.resolve({ value: first[1], done: false });
    }

    if (this.#failure) {
      const failure = this.#failure;
      this.#failure = undefined;
      return Promise.reject(failure);
    }

    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    if (this.#reader) return Promise.reject(new Error('One reader at a time: the last next() has not been answered.'));
    return new Promise((resolve, reject) => (this.#reader = { resolve, reject }));
  }

  return(): Promise<IteratorResult<ServerMessage>> {
    this.leave(this);
    this.#waiting.clear();
    this.#locations.clear();
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #keep(message: ServerMessage): void {
    if (message.type === 'location_update' && !message.replay) {
      const before = this.#locations.get(message.vehicle_id);
      if (before !== undefined && this.#waiting.size >= this.#conflateAt) {
        this.#waiting.delete(before);
        this.#conflated++;
      }

      this.#locations.set(message.vehicle_id, this.#arrivals);
    }

    if (this.#waiting.size >= this.#capacity) {
      this.leave(this);
      this.end(new QueueOverflowError(`More than ${this.#capacity} messages wait.`));
      return;
    }

    this.#waiting.set(this.#arrivals++, message);
  }

  #remove(at: number, message: ServerMessage): void {
    this.#waiting.delete(at);
    if (message.type === 'location_update' && this.#locations.get(message.vehicle_id) === at) this.#locations.delete(message.vehicle_id);
  }
}

/** Where the reader lags, the last point of each vehicle as an update, so that it can be replaced too. */
function newest(batch: LocationBatch): LocationUpdate[] {
  const last = new Map<string, LocationUpdate>();
  for (const { location, ...rest } of batch.locations) {
    const { timestamp, ...fix } = location;
    last.set(rest.vehicle_id, { ...rest, type: 'location_update', timestamp: timestamp ?? batch.timestamp, location: fix });
  }

  return [...last.values()];
}
