import { systemClock, type Clock } from './clock.js';
import type {
  DriverPerformance, FleetStatus, LocationBatch, LocationUpdate, SafetyEvent, ServerMessage, TripUpdate, VehicleStatus,
} from './messages.js';

/** A vehicle as last heard of. */
export interface VehicleState {
  id: string;
  vehicle_id: string;
  status?: VehicleStatus;
  trip_id?: string;
  driver_id?: string;
  location: LocationUpdate['location'] & { timestamp: string };
  /** km/h */
  current_speed?: number;
  fuel_level?: number;
  safety_score?: number;
  geofences: { geofence_id: string; name: string }[];
}

/** What S0's components are given. Arrays are new ones when something changed, the same ones when nothing did. */
export interface FleetData {
  vehicles: VehicleState[];
  /** The same as `vehicles`: the name that S0's mobile sample uses. */
  locations: VehicleState[];
  /** Newest first. */
  safetyEvents: SafetyEvent[];
  /** Newest first. */
  tripUpdates: TripUpdate[];
  drivers: DriverPerformance[];
  fleet: FleetStatus | undefined;
}

export interface StoreOptions {
  /** Listeners hear of changes at most this often, ms. Default 100. */
  notifyMs?: number;
  /** Safety events and trip updates kept, each. Default 200; the oldest leave first. */
  maxEvents?: number;
  /** Vehicles and drivers kept, each. Default 50,000; who was silent longest leaves first. */
  maxVehicles?: number;
  clock?: Clock;
}

const empty: FleetData = { vehicles: [], locations: [], safetyEvents: [], tripUpdates: [], drivers: [], fleet: undefined };

/** The present state of what a client is subscribed to, made of its messages. */
export class FleetStore {
  readonly #vehicles = new Map<string, VehicleState>();
  readonly #drivers = new Map<string, DriverPerformance>();
  #safetyEvents: SafetyEvent[] = [];
  #tripUpdates: TripUpdate[] = [];
  #fleet: FleetStatus | undefined;
  #snapshot: FleetData | undefined = empty;
  readonly #listeners = new Set<() => void>();
  #due: unknown;
  readonly #notifyMs: number;
  readonly #maxEvents: number;
  readonly #maxVehicles: number;
  readonly #clock: Clock;

  constructor(options: StoreOptions = {}) {
    this.#notifyMs = options.notifyMs ?? 100;
    this.#maxEvents = options.maxEvents ?? 200;
    this.#maxVehicles = options.maxVehicles ?? 50_000;
    this.#clock = options.clock ?? systemClock;
  }

  /** For `client.on('message', …)`. Replayed messages are history and change nothing here. */
  readonly apply = (message: ServerMessage): void => {
    if ('replay' in message && message.replay) return;
    switch (message.type) {
      case 'location_update': this.#locate(message); break;
      case 'location_batch': this.#locateAll(message); break;
      case 'safety_event': this.#safetyEvents = this.#front(this.#safetyEvents, message); break;
      case 'trip_update': this.#tripUpdates = this.#front(this.#tripUpdates, message); break;
      case 'event_superseded':
        this.#safetyEvents = this.#safetyEvents.filter((e) => e.event_id !== message.event_id);
        this.#tripUpdates = this.#tripUpdates.filter((e) => e.event_id !== message.event_id);
        break;
      case 'driver_performance': this.#keep(this.#drivers, message.driver_id, message); break;
      case 'fleet_status': this.#see(message); break;
      case 'initial_data':
        message.locations?.forEach((l) => this.#locate(l));
        for (const event of message.safety_events ?? []) this.#safetyEvents = this.#front(this.#safetyEvents, event);
        for (const step of message.trip_updates ?? []) this.#tripUpdates = this.#front(this.#tripUpdates, step);
        message.driver_performance?.forEach((d) => this.#keep(this.#drivers, d.driver_id, d));
        if (message.fleet_overview) this.#see(message.fleet_overview);
        break;
      default: return;
    }

    this.#changed();
  };

  /** Hears of changes, gathered. Returns what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): FleetData => (this.#snapshot ??= this.#make());

  /** Forgets everything, for another question. */
  clear(): void {
    this.#vehicles.clear();
    this.#drivers.clear();
    [this.#safetyEvents, this.#tripUpdates, this.#fleet] = [[], [], undefined];
    this.#changed();
  }

  #make(): FleetData {
    const vehicles = [...this.#vehicles.values()];
    return {
      vehicles, locations: vehicles, safetyEvents: this.#safetyEvents, tripUpdates: this.#tripUpdates,
      drivers: [...this.#drivers.values()], fleet: this.#fleet,
    };
  }

  #changed(): void {
    this.#due ??= this.#clock.setTimeout(() => {
      this.#due = undefined;
      this.#snapshot = undefined;
      for (const listener of this.#listeners) listener();
    }, this.#notifyMs);
  }

  #locateAll(batch: LocationBatch): void {
    for (const body of batch.locations) {
      this.#locate({ ...body, type: 'location_update', timestamp: body.location.timestamp ?? batch.timestamp });
    }
  }

  #locate(update: LocationUpdate): void {
    const before = this.#vehicles.get(update.vehicle_id);
    if (before && before.location.timestamp > update.timestamp) return; // late: history
    const { trip_id: _, driver_id: __, ...kept } = before ?? { id: update.vehicle_id, vehicle_id: update.vehicle_id };
    this.#keep(this.#vehicles, update.vehicle_id, {
      ...kept,
      ...(update.trip_id !== undefined && { trip_id: update.trip_id }),
      ...(update.driver_id !== undefined && { driver_id: update.driver_id }),
      location: { ...update.location, timestamp: update.timestamp },
      ...(update.location.speed !== undefined && { current_speed: update.location.speed }),
      geofences: update.geofence_status,
    });
  }

  #see(status: FleetStatus): void {
    this.#fleet = status;
    for (const vehicle of status.vehicles) {
      const before = this.#vehicles.get(vehicle.vehicle_id);
      const newer = !before || before.location.timestamp <= vehicle.last_location.timestamp;
      const { last_location, ...rest } = vehicle;
      this.#keep(this.#vehicles, vehicle.vehicle_id, {
        ...(before ?? { geofences: [] }),
        ...rest,
        id: vehicle.vehicle_id,
        location: newer ? { ...before?.location, ...last_location } : before.location,
      });
    }
  }

  /** Newest first, each event once: a present state after a gap has events that were here already. */
  #front<T extends SafetyEvent | TripUpdate>(events: T[], event: T): T[] {
    if (events.some((e) => e.event_id === event.event_id)) return events;
    let at = events.findIndex((e) => e.timestamp <= event.timestamp);
    if (at < 0) at = events.length;
    return [...events.slice(0, at), event, ...events.slice(at)].slice(0, this.#maxEvents);
  }

  #keep<T>(map: Map<string, T>, id: string, value: T): void {
    map.delete(id);
    map.set(id, value);
    if (map.size > this.#maxVehicles) map.delete(map.keys().next().value!);
  }
}
