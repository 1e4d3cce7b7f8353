import type { AlertPriority } from '@fleet-orleans/client';
import { credentialOf } from './session.js';

export interface Place { latitude: number; longitude: number; timestamp?: string; speed?: number }

export interface VehicleView {
  vehicle_id: string; name?: string; plate_number?: string; tags: string[]; status: string; trip_id?: string; driver_id?: string;
  last_location?: Place; current_speed?: number; distance_km: number; fuel_level?: number; engine_running?: boolean;
  geofences: { geofence_id: string; name: string }[]; safety_score?: number;
}

export interface TripView {
  trip_id: string; vehicle_id: string; driver_id?: string; status: string; started_at?: string; ended_at?: string;
  planned_route?: { distance_km?: number; estimated_duration_minutes?: number; waypoints: (Place & { name?: string })[] };
  distance_km: number; max_speed_kmh: number; moving_seconds: number; progress?: number; estimated_arrival?: string; end_reason?: string;
  pauses: { from: string; to?: string; location: Place }[];
  waypoints_reached: { index: number; at: string }[];
}

export interface DriverView {
  driver_id: string; name?: string; safety_score: number; score_change: number; trip_id?: string; vehicle_id?: string;
  session_events: Record<string, number>; distance_km: number; idle_time_percent: number; improvement_areas: string[];
}

export type Coordinates = [number, number][];

export interface FenceBody {
  name: string;
  tags?: string[];
  speed_limit?: number | null;
  geometry?: { type: 'Polygon'; coordinates: Coordinates[] } | { type: 'MultiPolygon'; coordinates: Coordinates[][] };
  circle?: { center: Place; radius_m: number };
  corridor?: { path: Coordinates; width_m: number };
}

export interface FenceView extends FenceBody { geofence_id: string; tags: string[]; occupants: { vehicle_id: string }[] }

export interface AlertView {
  alert_id: string; rule_id: string; rule_name: string; priority: AlertPriority; status: AlertStatus; title: string; message: string;
  timestamp: string; vehicle_id?: string; driver_id?: string; suppressed: number; escalations: number; escalates_at?: string;
  event_data: { event_id: string; type: string; event?: string; timestamp: string; location?: Place };
  history: { status: string; timestamp: string; by?: string; note?: string }[];
}

export type AlertStatus = 'active' | 'acknowledged' | 'resolved';

/** Hours of service; seconds left are negative past a limit. */
export interface DutyView {
  driver_id: string; at: string; status: 'off_duty' | 'sleeper' | 'driving' | 'on_duty'; since?: string; declared: boolean; shift_start?: string;
  driving_seconds_left: number; window_seconds_left: number; break_seconds_left: number; cycle_seconds_left: number; cycle_days: 7 | 8;
  drivable_seconds: number; next_type?: string; next_limit?: string; next_at?: string;
}

export interface StoredPosition { timestamp: string; location: Place & { speed?: number } }

interface Page<T> { items: T[]; next_cursor?: string }

/** What the gateway answered instead of what was asked for. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** REST under /v1 with the session's key. */
export class Api {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  get<T>(path: string): Promise<T> {
    return this.#ask<T>('GET', path);
  }

  /** Every item of a list, up to a limit; so many are asked for at once. */
  async list<T>(path: string, most = 1_000, page = 200): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const query = `${path.includes('?') ? '&' : '?'}limit=${page}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const next: Page<T> = await this.get(path + query);
      items.push(...next.items);
      cursor = next.next_cursor;
    } while (cursor && items.length < most);
    return items;
  }

  saveFence(fence: FenceBody, id?: string): Promise<FenceView> {
    return id ? this.#ask('PATCH', `/v1/geofences/${id}`, fence) : this.#ask('POST', '/v1/geofences', fence);
  }

  /** Marks an alert for everybody; it escalates no further. Needs the role operator. */
  settleAlert(id: string, how: 'acknowledge' | 'resolve', note: string): Promise<AlertView> {
    return this.#ask('POST', `/v1/alerts/${encodeURIComponent(id)}/${how}`, note ? { note } : {});
  }

  deleteFence(id: string): Promise<void> {
    return this.#ask('DELETE', `/v1/geofences/${id}`);
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const credential = credentialOf(this.#key);
    const answer = await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${'token' in credential ? credential.token : credential.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.status === 204) return undefined as T;
    const said: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw new ApiError(answer.status, problemText(said) ?? `The gateway answers ${answer.status}.`);
    return said as T;
  }
}

function problemText(problem: unknown): string | undefined {
  const p = problem as { title?: string; detail?: string; errors?: { field: string; message: string }[] } | undefined;
  const fields = p?.errors?.map((e) => `${e.field} ${e.message}`).join('; ');
  return fields || p?.detail || p?.title;
}
