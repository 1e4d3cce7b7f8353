import type { FenceBody } from './api.js';

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

/** Cameras, zones and open accidents kept, each. */
const most = 2_000;

export const nothing: TrafficState = { cameras: new Map(), zones: new Map(), accidents: new Map() };

/** What one message came to: `unknown` where REST has to say more of a camera or zone. */
export type Applied = 'nothing' | 'changed' | 'unknown';

/** The state of the roads, made of what REST lists and of the messages of S2's socket, live ones or those of history. Bound: `most` of each. */
export class TrafficBook {
  readonly cameras: Map<string, Camera>;
  readonly zones: Map<string, Zone>;
  readonly accidents: Map<string, Accident>;

  constructor(cameras: readonly Camera[] = [], zones: readonly Zone[] = [], accidents: readonly Accident[] = []) {
    this.cameras = new Map(cameras.map((c) => [c.camera_id, c]));
    this.zones = new Map(zones.map((z) => [z.zone_id, z]));
    this.accidents = new Map(accidents.map((a) => [a.id, a]));
  }

  snapshot(): TrafficState {
    return { cameras: new Map(this.cameras), zones: new Map(this.zones), accidents: new Map(this.accidents) };
  }

  apply(type: string, timestamp: string, data: Record<string, unknown>): Applied {
    switch (type) {
      case 'traffic.flow': {
        const flow = data as unknown as NonNullable<Camera['flow']> & { camera_id: string; location?: Spot };
        return this.#camera(flow.camera_id, flow.location, (known) =>
          (known.flow?.timestamp ?? '') <= timestamp ? { ...known, flow: { ...flow, timestamp } } : known);
      }
      case 'cameras.status': {
        const { camera_id, status, last_frame, location, removed } = data as unknown as Camera & { removed?: boolean };
        if (removed) return this.cameras.delete(camera_id) ? 'changed' : 'nothing';
        return this.#camera(camera_id, location, (known) => ({ ...known, status, ...(last_frame !== undefined && { last_frame }) }));
      }
      case 'congestion.update': {
        const { zone_id, removed, location: _, ...congestion } = data as unknown as Congestion & { zone_id: string; removed?: boolean; location?: Spot };
        const known = this.zones.get(zone_id);
        if (removed) return this.zones.delete(zone_id) ? 'changed' : 'nothing';
        if (!known) return 'unknown'; // its shape is told by REST alone
        this.zones.set(zone_id, { ...known, congestion: { ...congestion, timestamp } });
        return 'changed';
      }
      case 'accidents.new':
      case 'accidents.update': {
        const next = { ...this.accidents.get((data as unknown as Accident).id), ...(data as unknown as Accident) };
        if ((next.location as Spot | undefined) === undefined || (!this.accidents.has(next.id) && this.accidents.size >= most)) return 'nothing';
        this.accidents.set(next.id, next);
        return 'changed';
      }
      case 'accidents.resolved':
        return this.accidents.delete((data as unknown as Accident).id) ? 'changed' : 'nothing';
      default:
        return 'nothing';
    }
  }

  #camera(id: string, location: Spot | undefined, change: (known: Camera) => Camera): Applied {
    const known = this.cameras.get(id);
    if (!known && this.cameras.size >= most) return 'nothing';
    this.cameras.set(id, change(known ?? { camera_id: id, status: 'active', ...(location && { location }) }));
    return known ? 'changed' : 'unknown'; // a new one: its name comes from REST
  }
}

/** How a camera is to be shown: what it sees, unless it sees nothing. */
export const levelOf = (camera: Camera): Level => (camera.status === 'active' ? (camera.flow?.congestion_level ?? 'unknown') : 'unknown');

export const levelWords: Record<Level, string> = { low: 'free', moderate: 'dense', high: 'jammed', unknown: 'not known' };
