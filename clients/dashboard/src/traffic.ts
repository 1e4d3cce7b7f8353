import { systemClock, type Clock } from '@fleet-orleans/client';
import { Backoff } from '../../typescript/src/backoff.js';
import { afterClose } from '../../typescript/src/closeCodes.js';
import { Heartbeat } from '../../typescript/src/heartbeat.js';
import type { Api, ApiError } from './api.js';
import { credentialOf } from './session.js';
import { nothing, TrafficBook, type Accident, type Camera, type TrafficState, type Zone } from './trafficBook.js';
import { Value } from './value.js';

export type TrafficConnection = 'off' | 'connecting' | 'live' | 'waiting' | 'refused';

interface Message { type: string; timestamp: string; data?: Record<string, unknown>; error?: { message: string } }

const channels = { cameras: ['traffic.flow', 'cameras.status'], zones: ['congestion'], accidents: ['accidents'] } as const;
/** Cameras, zones and open accidents asked for, each. */
const most = 2_000;
const tellMs = 250;

/**
 * Traffic as it is: what there is from REST, then S2's socket, whose present state comes as ordinary messages, so that
 * what was missed between is made good. After a cut it begins anew. Off it asks for nothing.
 */
export class Traffic {
  readonly state = new Value<TrafficState>(nothing);
  readonly connection = new Value<TrafficConnection>('off');
  readonly trouble = new Value('');
  readonly #backoff: Backoff;
  readonly #heartbeat: Heartbeat;
  #book = new TrafficBook();
  #socket: WebSocket | undefined;
  #retry: unknown;
  #retryAfter = 0;
  #tell: unknown;
  #define: unknown;
  #on = false;

  constructor(private readonly key: string, private readonly api: Pick<Api, 'list'>, private readonly clock: Clock = systemClock) {
    this.#backoff = new Backoff(clock, 500, 30_000);
    this.#heartbeat = new Heartbeat(clock, 20_000, 10_000, () => this.#say({ type: 'ping' }), () => this.#lost(4900, ''));
  }

  start(): void {
    if (this.#on) return;
    this.#on = true;
    this.#open();
  }

  stop(): void {
    this.#on = false;
    for (const timer of [this.#retry, this.#tell, this.#define]) this.clock.clearTimeout(timer);
    this.#retry = this.#tell = this.#define = undefined;
    this.#leave();
    this.#book = new TrafficBook();
    this.state.set(nothing);
    this.connection.set('off');
    this.trouble.set('');
  }

  #open(): void {
    this.connection.set('connecting');
    const address = new URL('/ws', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = (this.#socket = new WebSocket(address));
    const credential = credentialOf(this.key);
    this.#heartbeat.expect();
    socket.onopen = () => this.#say({ type: 'auth', token: 'token' in credential ? credential.token : credential.apiKey });
    socket.onmessage = (event) => {
      if (this.#socket !== socket) return;
      this.#heartbeat.heard();
      try {
        this.#hear(JSON.parse(String(event.data)) as Message);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error; // a text that is no message is not ours
      }
    };
    socket.onclose = (event) => this.#socket === socket && this.#lost(event.code, event.reason);
  }

  #hear(message: Message): void {
    switch (message.type) {
      case 'auth.success':
        this.#heartbeat.start();
        void this.#begin();
        break;
      case 'server_shutdown':
        this.#retryAfter = Number(message.data?.['retry_after_ms'] ?? 0);
        break;
      case 'snapshot.complete':
        this.#backoff.reset();
        this.connection.set('live');
        break;
      case 'error':
        this.trouble.set(message.error?.message ?? 'The gateway refused it.');
        break;
      default:
        if (message.data) this.apply(message.type, message.timestamp, message.data);
    }
  }

  /** What there is, then everything that happens to it. A part that is not for this key is left out. */
  async #begin(): Promise<void> {
    const socket = this.#socket;
    const [cameras, zones, accidents] = await Promise.all([this.#list<Camera>('cameras'), this.#list<Zone>('zones'), this.#list<Accident>('accidents?open=true')]);
    if (this.#socket !== socket) return;
    this.#book = new TrafficBook(cameras, zones, accidents);
    this.#changed();
    const wanted = [...(cameras ? channels.cameras : []), ...(zones ? channels.zones : []), ...(accidents ? channels.accidents : [])];
    for (const channel of wanted) this.#say({ type: 'subscribe', channel });
    if (wanted.length > 0) return;
    this.#leave();
    this.connection.set('refused');
  }

  async #list<T>(path: string): Promise<T[] | undefined> {
    try {
      return await this.api.list<T>(`/v1/traffic/${path}`, most);
    } catch (error) {
      if ((error as ApiError).status !== 403) this.#lost(4900, (error as Error).message);
      this.trouble.set((error as Error).message);
      return undefined;
    }
  }

  /** A message of S2's socket, live or of the present state. Public for tests. */
  apply(type: string, timestamp: string, data: Record<string, unknown>): void {
    const came = this.#book.apply(type, timestamp, data);
    if (came === 'unknown') this.#defineSoon();
    if (came !== 'nothing') this.#changed();
  }

  #defineSoon(): void {
    this.#define ??= this.clock.setTimeout(() => void this.#redefine(), 2_000);
  }

  async #redefine(): Promise<void> {
    const [cameras, zones] = await Promise.all(['cameras', 'zones'].map((path) => this.api.list<Camera & Zone>(`/v1/traffic/${path}`, most).catch(() => [])));
    this.#define = undefined;
    if (!this.#on) return;
    for (const { camera_id, name, road, location } of cameras!) {
      const known = this.#book.cameras.get(camera_id);
      if (known) this.#book.cameras.set(camera_id, { ...known, ...(name && { name }), ...(road && { road }), ...(location && { location }) });
    }

    for (const zone of zones!) if (!this.#book.zones.has(zone.zone_id)) this.#book.zones.set(zone.zone_id, zone);
    this.#changed();
  }

  #changed(): void {
    this.#tell ??= this.clock.setTimeout(() => {
      this.#tell = undefined;
      this.state.set(this.#book.snapshot());
    }, tellMs);
  }

  #say(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #leave(): void {
    this.#heartbeat.stop();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #lost(code: number, reason: string): void {
    if (!this.#on || !this.#socket) return;
    this.#leave();
    if (afterClose(code) !== 'reconnect') {
      this.trouble.set(reason || `The gateway ended it: ${code}.`);
      this.connection.set('refused');
      return;
    }

    this.connection.set('waiting');
    this.#retry = this.clock.setTimeout(() => this.#open(), this.#backoff.next(this.#retryAfter));
    this.#retryAfter = 0;
  }
}
