import type { ReplayRange, SafetyEvent, ServerMessage, StreamingClient, Subscription } from '@fleet-orleans/client';
import type { Api, StoredPosition } from './api.js';
import { MovingFleet } from './movingFleet.js';
import { PastTraffic } from './pastTraffic.js';
import { Value } from './value.js';

export type ReplayState = 'off' | 'playing' | 'paused' | 'ended' | 'failed';

export interface ReplayClock { state: ReplayState; from: number; to: number; at: number; speed: number; message: string }

const off: ReplayClock = { state: 'off', from: 0, to: 0, at: 0, speed: 10, message: '' };
const tickMs = 250;

/** What was: a replay over the streaming connection, on a map of its own, the traffic of that time, and a vehicle's stored positions. */
export class History {
  readonly moving = new MovingFleet();
  readonly clock = new Value<ReplayClock>(off);
  readonly alarms = new Map<string, number>();
  readonly events = new Value<SafetyEvent[]>([]);
  readonly traffic: PastTraffic;
  #subscription: Subscription | undefined;
  /** What the last message said the time was, and when it came on the page's clock: between messages the clock goes on by itself. */
  #heard = { at: 0, now: 0 };
  /** What the server said at its end; empty while it goes on. */
  #over = '';
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param wantsTraffic Whether the traffic layer is on. */
  constructor(private readonly api: Api, private readonly client: StreamingClient, private readonly wantsTraffic: () => boolean) {
    this.traffic = new PastTraffic(api);
    client.on('error', () => {
      if (this.#subscription?.error) this.#end('failed', this.#subscription.error.message);
    });
  }

  /** @param from, to Milliseconds since 1970. */
  play(from: number, to: number, speed: number, at = from): void {
    this.#subscription?.unsubscribe();
    this.moving.clear();
    this.alarms.clear();
    this.events.set([]);
    this.clock.set({ state: 'playing', from, to, at, speed, message: '' });
    this.#heard = { at, now: performance.now() };
    this.#over = '';
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), tickMs);
    const replay: ReplayRange = { from: new Date(at).toISOString(), to: new Date(to).toISOString(), speed };
    this.#subscription = this.client.subscribe({ channels: ['locations', 'safety_events', 'trip_updates'], replay });
    this.showTraffic();
  }

  pause(): void {
    this.#leave();
    this.clock.set({ ...this.clock.current, state: 'paused' });
  }

  resume(): void {
    const { from, to, speed, at } = this.clock.current;
    this.play(from, to, speed, at);
  }

  seek(at: number): void {
    const { from, to, speed, state } = this.clock.current;
    if (state === 'playing') this.play(from, to, speed, at);
    else this.clock.set({ ...this.clock.current, at, state: state === 'ended' ? 'paused' : state });
    this.traffic.show(at);
  }

  close(): void {
    this.#leave();
    this.moving.clear();
    this.clock.set(off);
    this.traffic.clear();
  }

  /** Reads the traffic of the replayed time where the layer is on, and forgets it where it is not. */
  showTraffic(): void {
    const { state, from, to, at } = this.clock.current;
    if (state === 'off') return;
    if (!this.wantsTraffic()) return this.traffic.clear();
    void this.traffic.load(from, to);
    this.traffic.show(at);
  }

  /** True where the message belongs to the replay and is no news. */
  hear(message: ServerMessage): boolean {
    if ('replay' in message && message.replay === true) {
      const now = performance.now();
      if (message.type === 'location_update') this.moving.apply(message, now);
      if (message.type === 'safety_event') {
        this.events.set([message, ...this.events.current].slice(0, 100));
        this.alarms.set(message.vehicle_id, now);
      }

      this.#heard = { at: Date.parse(message.timestamp), now };
      return true;
    }

    if (message.type === 'replay_complete') {
      const told = `${message.replayed.toLocaleString()} events${message.complete ? '' : '; a part of the time is no longer kept'}`;
      this.#over = told; // nothing more is told; the time that is left is shown all the same
      return true;
    }

    return false;
  }

  /** A vehicle's stored positions, the oldest first. Undefined where the server keeps none to be asked for. */
  async positions(vehicle: string, from: Date, most = 3_600): Promise<StoredPosition[] | undefined> {
    try {
      return await this.api.list<StoredPosition>(`/v1/vehicles/${vehicle}/positions?from=${from.toISOString()}&late=false`, most);
    } catch {
      return undefined;
    }
  }

  /** Time goes on where nothing happened too, and never back. */
  #tick(): void {
    const clock = this.clock.current;
    const now = performance.now();
    if (this.client.status.state !== 'connected') this.#heard = { at: clock.at, now }; // cut off: it waits
    const at = Math.min(clock.to, Math.round(this.#heard.at + (now - this.#heard.now) * clock.speed));
    if (clock.state !== 'playing') return;
    if (at > clock.at) this.clock.set({ ...clock, at });
    if (at > clock.at) this.traffic.show(at);
    if (at >= clock.to && this.#over) this.#end('ended', this.#over);
  }

  #leave(): void {
    clearInterval(this.#timer);
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
  }

  #end(state: ReplayState, message: string): void {
    clearInterval(this.#timer);
    this.#subscription = undefined;
    const clock = this.clock.current;
    this.clock.set({ ...clock, state, message, at: state === 'ended' ? clock.to : clock.at });
    if (state === 'ended') this.traffic.show(clock.to);
  }
}
