import type { LocationUpdate } from '@fleet-orleans/client';
import { worldX, worldY } from './world.js';

/** A vehicle on its way from where it was shown to where it was last reported. */
export interface MovingVehicle {
  readonly id: string;
  fromX: number; fromY: number; toX: number; toY: number;
  /** When the way began and how long it takes, ms of the page's clock. */
  since: number; duration: number;
  /** Where it is shown now. */
  x: number; y: number;
  latitude: number; longitude: number;
  /** km/h */
  speed: number;
  /** Degrees; NaN where unknown. */
  heading: number;
  /** Of the position, ms since 1970. */
  time: number;
  heardAt: number;
  /** Where it was shown lately, x and y in turn. Bound: `trailPoints`. */
  trail: number[];
  sampledAt: number;
}

const trailPoints = 180;
const trailEveryMs = 700;

/** A jump this far is not driven through: it is shown where it is, in world units at the equator about 400 m. */
const jump = 1e-5;

/**
 * What is on the map. Reports come once a second or less; between two of them a vehicle glides, one report late.
 * Bound: the vehicles in view, which the server sends, and at most `capacity`.
 */
export class MovingFleet {
  readonly vehicles = new Map<string, MovingVehicle>();

  constructor(private readonly capacity = 20_000) {}

  apply(update: LocationUpdate, now: number): void {
    const { latitude, longitude, speed, heading } = update.location;
    const [x, y] = [worldX(longitude), worldY(latitude)];
    const known = this.vehicles.get(update.vehicle_id);
    if (!known) {
      if (this.vehicles.size >= this.capacity) return;
      this.vehicles.set(update.vehicle_id, {
        id: update.vehicle_id, fromX: x, fromY: y, toX: x, toY: y, x, y, since: now, duration: 1, latitude, longitude,
        speed: speed ?? 0, heading: heading ?? NaN, time: Date.parse(update.timestamp), heardAt: now, trail: [x, y], sampledAt: now,
      });
      return;
    }

    const time = Date.parse(update.timestamp);
    if (time < known.time) return;
    const far = Math.abs(x - known.x) + Math.abs(y - known.y) > jump * 20;
    [known.fromX, known.fromY] = far ? [x, y] : [known.x, known.y];
    [known.toX, known.toY] = [x, y];
    known.duration = Math.min(12_000, Math.max(200, now - known.heardAt));
    known.since = now;
    known.heardAt = now;
    [known.latitude, known.longitude, known.speed, known.time] = [latitude, longitude, speed ?? 0, time];
    if (heading !== undefined) known.heading = heading;
    if (far) known.trail.length = 0;
  }

  /** Moves everything to where it is at `now`. Returns whether anything moved. */
  advance(now: number): boolean {
    let moved = false;
    for (const v of this.vehicles.values()) {
      if (now - v.sampledAt >= trailEveryMs) sample(v, now);
      const part = (now - v.since) / v.duration;
      if (part >= 1) {
        if (v.x !== v.toX || v.y !== v.toY) {
          [v.x, v.y] = [v.toX, v.toY];
          moved = true;
        }

        continue;
      }

      v.x = v.fromX + (v.toX - v.fromX) * part;
      v.y = v.fromY + (v.toY - v.fromY) * part;
      moved = true;
    }

    return moved;
  }

  /** Forgets who is inside the box and was not heard of since: a new look at the box did not find them. */
  forgetUnseen(west: number, north: number, east: number, south: number, since: number): void {
    for (const [id, v] of this.vehicles) {
      if (v.heardAt < since && v.toX >= west && v.toX <= east && v.toY >= north && v.toY <= south) this.vehicles.delete(id);
    }
  }

  clear(): void {
    this.vehicles.clear();
  }
}

function sample(v: MovingVehicle, now: number): void {
  v.sampledAt = now;
  const { trail } = v;
  if (trail.at(-2) === v.x && trail.at(-1) === v.y) return;
  trail.push(v.x, v.y);
  if (trail.length > trailPoints * 2) trail.splice(0, 2);
}
