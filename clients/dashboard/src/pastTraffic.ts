import type { Api } from './api.js';
import { nothing, TrafficBook, type Camera, type TrafficState, type Zone } from './trafficBook.js';
import { Value } from './value.js';

interface Told { type: string; timestamp: string; data: Record<string, unknown> }

const hour = 3_600_000;
/** How long before a replay's beginning it is looked for what held then, ms: an accident stays open for hours, the rest is told often. */
const before = { accidents: 24 * hour, 'congestion,cameras.status': hour, 'traffic.flow': 180_000 } as const;
/** Messages of each kind that are read. What lies further back than these reach is not shown, and that is said. */
const most = 10_000;
const unknown: Zone['congestion'] = { level: 'unknown', affected_roads: [], alternative_routes: [] };

/**
 * The roads as they were: names and shapes of today, and what history tells of them, applied up to the moment that a replay shows.
 * A camera's flow is known by the minute.
 */
export class PastTraffic {
  readonly state = new Value<TrafficState>(nothing);
  readonly trouble = new Value('');
  #range = '';
  #told: Told[] = [];
  #cameras: Camera[] = [];
  #zones: Zone[] = [];
  #book = new TrafficBook();
  #next = 0;
  #shownAt = 0;

  constructor(private readonly api: Pick<Api, 'list'>) {}

  /** Reads a range of time, ms since 1970. A range that was read already is not read again. */
  async load(from: number, to: number): Promise<void> {
    const range = `${from}/${to}`;
    if (range === this.#range) return;
    this.clear();
    this.#range = range;
    try {
      const [cameras, zones, ...told] = await Promise.all([
        this.api.list<Camera>('/v1/traffic/cameras', 2_000).catch(() => []),
        this.api.list<Zone>('/v1/traffic/zones', 2_000).catch(() => []),
        ...Object.entries(before).map(([channels, ms]) => this.#read(channels, from - ms, to)),
      ]);
      if (this.#range !== range) return; // another was asked for meanwhile
      this.#cameras = cameras.map(({ flow: _, ...c }) => ({ ...c, status: 'active' }));
      this.#zones = zones.map((z) => ({ ...z, congestion: unknown }));
      this.#told = told.flat().sort((a, b) => a.timestamp < b.timestamp ? -1 : 1);
      this.#begin();
      this.show(this.#shownAt || from);
    } catch (error) {
      if (this.#range === range) this.trouble.set(`The traffic of that time cannot be had: ${(error as Error).message}`);
    }
  }

  /** As it was then. */
  show(at: number): void {
    if (at < this.#shownAt) this.#begin();
    this.#shownAt = at;
    const first = this.#next;
    for (let told = this.#told[this.#next]; told && Date.parse(told.timestamp) <= at; told = this.#told[++this.#next]) {
      this.#book.apply(told.type, told.timestamp, told.data);
    }

    if (this.#next > first || first === 0) this.state.set(this.#range ? this.#book.snapshot() : nothing);
  }

  clear(): void {
    this.#range = '';
    this.#told = [];
    [this.#cameras, this.#zones, this.#shownAt] = [[], [], 0];
    this.#begin();
    this.state.set(nothing);
    this.trouble.set('');
  }

  #begin(): void {
    this.#book = new TrafficBook(this.#cameras, this.#zones);
    this.#next = 0;
  }

  async #read(channels: string, from: number, to: number): Promise<Told[]> {
    const range = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    const told = await this.api.list<Told>(`/v1/traffic/history?channels=${channels}&${range}`, most, 1_000).catch((error: { status?: number }) => {
      if (error.status === 403) return []; // not for this key
      throw error;
    });
    if (told.length >= most) this.trouble.set('The range has more traffic than is shown: its beginning lacks some.');
    return told;
  }
}
