import { systemClock, type Clock } from '@fleet-orleans/client';
import { Backoff } from '../../typescript/src/backoff.js';
import { afterClose } from '../../typescript/src/closeCodes.js';
import { Heartbeat } from '../../typescript/src/heartbeat.js';
import type { Api, ApiError, FenceBody } from './api.js';
import { credentialOf } from './session.js';
import { Value } from './value.js';

export type Level = 'low' | 'moderate' | 'high' | 'unknown';

/** S2's spelling of a place. */
export interface Spot { lat: number; lon: number }

export interface Camera {
  camera_id: string; location?: Spot; name?: string; road?: string; status: 'active' | 'inactive'; last_frame?: string;
  flow?: { timestamp: string; congestion_level?: Level; average_speed?: number; /** Vehicles in the period. */ intensity?: number; period_seconds?: number };
}

export interface Congestion {
  level: Level; severity?: number; estimated_delay?: number; affected_roads: string[]; alternative_routes: { route: string; delay: number }[]; timestamp?: string;
}

export type Zone = Pick<FenceBody, 'geometry' | 'circle' | 'corridor'> & { zone_id: string; name: string; location?: Spot; congestion: Congestion };

export interface Accident {
  id: string; location: Spot; severity: 'minor' | 'moderate' | 'severe' | 'critical'; status: string; description?: string; road?: string;
  vehicles_involved?: number; emergency_services?: string; reported_at?: string;
}

/** Everything of traffic at one moment; another object after each change. */
export interface TrafficState { cameras: ReadonlyMap<string, Camera>; zones: ReadonlyMap<string, Zone>; accidents: ReadonlyMap<string, Accident> }

export type TrafficConnection = 'off' | 'connecting' | 'live' | 'waiting' | 'refused';

interface Message { type: string; timestamp: string; data?: Record<string, unknown>; error?: { message: string } }

const channels = { cameras: ['traffic.flow', 'cameras.status'], zones: ['congestion'], accidents: ['accidents'] } as const;
/** Cameras, zones and open accidents kept, each. */
const most = 2_000;
const tellMs = 250;
const nothing: TrafficState = { cameras: new Map(), zones: new Map(), accidents: new Map() };

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
  #cameras = new Map<string, Camera>();
  #zones = new Map<string, Zone>();
  #accidents = new Map<string, Accident>();
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
    [this.#cameras, this.#zones, this.#accidents] = [new Map(), new Map(), new Map()];
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
    this.#cameras = new Map(cameras?.map((c) => [c.camera_id, c]));
    this.#zones = new Map(zones?.map((z) => [z.zone_id, z]));
    this.#accidents = new Map(accidents?.map((a) => [a.id, a]));
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
    switch (type) {
      case 'traffic.flow': {
        const flow = data as unknown as NonNullable<Camera['flow']> & { camera_id: string; location?: Spot };
        const known = this.#camera(flow.camera_id, flow.location);
        if (known && (known.flow?.timestamp ?? '') <= timestamp) this.#cameras.set(flow.camera_id, { ...known, flow: { ...flow, timestamp } });
        break;
      }
      case 'cameras.status': {
        const { camera_id, status, last_frame, location, removed } = data as unknown as Camera & { removed?: boolean };
        if (removed) {
          this.#cameras.delete(camera_id);
          break;
        }

        const known = this.#camera(camera_id, location);
        if (known) this.#cameras.set(camera_id, { ...known, status, ...(last_frame !== undefined && { last_frame }) });
        break;
      }
      case 'congestion.update': {
        const { zone_id, removed, location: _, ...congestion } = data as unknown as Congestion & { zone_id: string; removed?: boolean; location?: Spot };
        const known = this.#zones.get(zone_id);
        if (removed) this.#zones.delete(zone_id);
        else if (known) this.#zones.set(zone_id, { ...known, congestion: { ...congestion, timestamp } });
        else this.#defineSoon(); // its shape is told by REST alone
        break;
      }
      case 'accidents.new':
      case 'accidents.update': {
        const next = data as unknown as Accident;
        if (this.#accidents.has(next.id) || this.#accidents.size < most) this.#accidents.set(next.id, { ...this.#accidents.get(next.id), ...next });
        break;
      }
      case 'accidents.resolved':
        this.#accidents.delete((data as unknown as Accident).id);
        break;
      default:
        return;
    }

    this.#changed();
  }

  #camera(id: string, location: Spot | undefined): Camera | undefined {
    const known = this.#cameras.get(id);
    if (known) return known;
    this.#defineSoon(); // a new one: its name comes from REST
    return this.#cameras.size < most ? { camera_id: id, status: 'active', ...(location && { location }) } : undefined;
  }

  #defineSoon(): void {
    this.#define ??= this.clock.setTimeout(() => void this.#redefine(), 2_000);
  }

  async #redefine(): Promise<void> {
    const [cameras, zones] = await Promise.all(['cameras', 'zones'].map((path) => this.api.list<Camera & Zone>(`/v1/traffic/${path}`, most).catch(() => [])));
    this.#define = undefined;
    if (!this.#on) return;
    for (const { camera_id, name, road, location } of cameras!) {
      const known = this.#cameras.get(camera_id);
      if (known) this.#cameras.set(camera_id, { ...known, ...(name && { name }), ...(road && { road }), ...(location && { location }) });
    }

    for (const zone of zones!) if (!this.#zones.has(zone.zone_id)) this.#zones.set(zone.zone_id, zone);
    this.#changed();
  }

  #changed(): void {
    this.#tell ??= this.clock.setTimeout(() => {
      this.#tell = undefined;
      this.state.set({ cameras: new Map(this.#cameras), zones: new Map(this.#zones), accidents: new Map(this.#accidents) });
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

/** How a camera is to be shown: what it sees, unless it sees nothing. */
export const levelOf = (camera: Camera): Level => (camera.status === 'active' ? (camera.flow?.congestion_level ?? 'unknown') : 'unknown');

export const levelWords: Record<Level, string> = { low: 'free', moderate: 'dense', high: 'jammed', unknown: 'not known' };
