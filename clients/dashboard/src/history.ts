import type { ReplayRange, SafetyEvent, ServerMessage, StreamingClient, Subscription } from '@fleet-orleans/client';
import type { Api, StoredPosition } from './api.js';
import { MovingFleet } from './movingFleet.js';
import { Value } from './value.js';

export type ReplayState = 'off' | 'playing' | 'paused' | 'ended' | 'failed';

export interface ReplayClock { state: ReplayState; from: number; to: number; at: number; speed: number; message: string }

const off: ReplayClock = { state: 'off', from: 0, to: 0, at: 0, speed: 10, message: '' };

/** What was: a replay over the streaming connection, on a map of its own, and a vehicle's stored positions. */
export class History {
  readonly moving = new MovingFleet();
  readonly clock = new Value<ReplayClock>(off);
  readonly alarms = new Map<string, number>();
  readonly events = new Value<SafetyEvent[]>([]);
  #subscription: Subscription | undefined;

  constructor(private readonly api: Api, private readonly client: StreamingClient) {
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
    const replay: ReplayRange = { from: new Date(at).toISOString(), to: new Date(to).toISOString(), speed };
    this.#subscription = this.client.subscribe({ channels: ['locations', 'safety_events', 'trip_updates'], replay });
  }

  pause(): void {
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
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
  }

  close(): void {
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
    this.moving.clear();
    this.clock.set(off);
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

      const clock = this.clock.current;
      const at = Date.parse(message.timestamp);
      if (clock.state === 'playing' && at > clock.at) this.clock.set({ ...clock, at: Math.min(at, clock.to) });
      return true;
    }

    if (message.type === 'replay_complete') {
      const told = `${message.replayed.toLocaleString()} events${message.complete ? '' : '; a part of the time is no longer kept'}`;
      this.#end('ended', told);
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

  #end(state: ReplayState, message: string): void {
    this.#subscription = undefined;
    const clock = this.clock.current;
    this.clock.set({ ...clock, state, message, at: state === 'ended' ? clock.to : clock.at });
  }
}
