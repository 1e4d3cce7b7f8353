import { FleetStore, StreamingClient, type ConnectionStatus, type GeographicBounds, type LocationUpdate, type ServerMessage, type Subscription } from '@fleet-orleans/client';
import { Alerts } from './alerts.js';
import { Api, type DriverView, type FenceView, type TripView } from './api.js';
import { History } from './history.js';
import { mayRead, type Me } from './me.js';
import { MovingFleet } from './movingFleet.js';
import { credentialOf } from './session.js';
import { Traffic } from './traffic.js';
import { Value } from './value.js';
import { worldX, worldY } from './world.js';

/** With more than this many vehicles in view, each is reported every 10 s instead of at every point. */
const many = 1_200;

/** Events wait this long for others: hundreds a second come as tens of messages, in the rhythm of frames, ms. */
const batchMs = 60;

const trafficPlace = 'fleet.traffic';

export interface View { bounds: GeographicBounds; zoom: number }

/**
 * One session with the gateway: what is subscribed to, and the state that the page shows. Subscriptions: the
 * whole fleet's sums and events; alerts; hours of duty; positions of what is in view; the selected vehicle, wherever it is.
 */
export class LiveFleet {
  readonly api: Api;
  readonly client: StreamingClient;
  readonly store = new FleetStore({ notifyMs: 200 });
  readonly moving = new MovingFleet();
  readonly history: History;
  readonly alerts: Alerts;
  readonly traffic: Traffic;
  /** Whether the traffic layer is on; kept in this browser. */
  readonly trafficShown = new Value(localStorage.getItem(trafficPlace) !== 'off');
  /** Undefined while it is not known. */
  readonly me = new Value<Me | undefined>(undefined);
  readonly status: Value<ConnectionStatus>;
  /** What the last reconnect brought. */
  readonly resumed = new Value<string>('');
  readonly selected = new Value<string | undefined>(undefined);
  readonly names = new Value<ReadonlyMap<string, string>>(new Map());
  readonly fences = new Value<FenceView[]>([]);
  readonly trips = new Value<TripView[]>([]);
  readonly drivers = new Value<DriverView[]>([]);
  /** When a vehicle last had a safety event: it blinks on the map. The map forgets it after a while. */
  readonly alarms = new Map<string, number>();
  readonly trouble = new Value<string>('');
  #view: Subscription | undefined;
  #asked: { bounds: GeographicBounds | undefined; zoom: number; slow: boolean; since: number } | undefined;
  #chosen: Subscription | undefined;
  /** Events that came while it caught up, and whether some could not be had. */
  #caughtUp = 0;
  #gap = false;
  #stopped = false;
  #due = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(key: string) {
    this.api = new Api(key);
    this.alerts = new Alerts(this.api);
    this.traffic = new Traffic(key, this.api);
    this.client = new StreamingClient({ credential: credentialOf(key), batchMs });
    this.status = new Value(this.client.status);
    this.history = new History(this.api, this.client, () => this.trafficShown.current);
    this.client.on('status', (status) => this.#turn(status));
    this.client.on('message', (message) => this.#hear(message));
  }

  async start(): Promise<void> {
    await this.#askWho();
    if (this.#stopped) return;
    // A subscription with a channel that is not for this key would be refused whole.
    const channels = (['fleet_overview', 'safety_events', 'trip_updates', 'driver_performance'] as const).filter((c) => mayRead(this.me.current, c));
    if (channels.length > 0) this.client.subscribe({ channels, filters: { update_frequency: 'high' } });
    for (const channel of ['alerts', 'driver_compliance'] as const) if (mayRead(this.me.current, channel)) this.client.subscribe({ channels: [channel] });
    this.client.connect();
    void this.#load(async () => {
      const vehicles = await this.api.list<{ vehicle_id: string; name?: string }>('/v1/vehicles', 1_000);
      this.names.set(new Map(vehicles.flatMap((v) => (v.name ? [[v.vehicle_id, v.name]] : []))));
    });
    this.reloadFences();
    this.reloadTrips();
    this.reloadDrivers();
    if (mayRead(this.me.current, 'alerts')) void this.alerts.load();
    if (this.trafficShown.current) this.traffic.start();
  }

  stop(): void {
    this.#stopped = true;
    this.client.close();
    this.traffic.stop();
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
  }

  showTraffic = (shown: boolean): void => {
    localStorage.setItem(trafficPlace, shown ? 'on' : 'off');
    this.trafficShown.set(shown);
    if (shown) this.traffic.start();
    else this.traffic.stop();
    this.history.showTraffic();
  };

  nameOf = (vehicle: string): string => this.names.current.get(vehicle) ?? vehicle;

  reloadFences = (): void => void this.#load(async () => this.fences.set(await this.api.list<FenceView>('/v1/geofences')));

  reloadTrips = (): void => void this.#load(async () => {
    const [active, paused] = await Promise.all(['active', 'paused'].map((s) => this.api.list<TripView>(`/v1/trips?status=${s}`, 200)));
    this.trips.set([...active!, ...paused!]);
  });

  reloadDrivers = (): void => void this.#load(async () => this.drivers.set(await this.api.list<DriverView>('/v1/drivers', 400)));

  select(vehicle: string | undefined): void {
    if (this.selected.current === vehicle) return;
    this.#chosen?.unsubscribe();
    this.#chosen = vehicle === undefined ? undefined : this.client.subscribe({ channels: ['locations'], filters: { vehicle_ids: [vehicle] } });
    this.selected.set(vehicle);
  }

  /** The map shows another part. Asked of the server only where what it sends already does not do. */
  look(view: View): void {
    const slow = this.#count(view.bounds) > many;
    const wanted = widened(view.bounds);
    const asked = this.#asked;
    if (asked && asked.slow === slow && within(view.bounds, asked.bounds) && view.zoom <= asked.zoom + 1) return;
    this.#asked = { bounds: wanted, zoom: view.zoom, slow, since: performance.now() };
    const filters = { ...(wanted && { geographic_bounds: wanted }), ...(slow && { update_frequency: 'medium' as const }) };
    if (this.#view) this.#view.replace(filters);
    else this.#view = this.client.subscribe({ channels: ['locations'], filters });
  }

  #count({ southwest, northeast }: GeographicBounds): number {
    const known = [...this.moving.vehicles.values()].filter((v) =>
      v.latitude >= southwest.lat && v.latitude <= northeast.lat && v.longitude >= southwest.lng && v.longitude <= northeast.lng).length;
    // Before anything of the view is known, all of the fleet may be in it.
    return this.#asked ? known : (this.store.getSnapshot().fleet?.summary.total_vehicles ?? 0);
  }

  #hear(message: ServerMessage): void {
    if (this.history.hear(message)) return;
    this.store.apply(message);
    this.alerts.hear(message);
    const now = performance.now();
    switch (message.type) {
      case 'location_update':
        this.moving.apply(message, now);
        break;
      case 'location_batch':
        for (const { location, ...body } of message.locations) {
          this.moving.apply({ ...body, type: 'location_update', timestamp: location.timestamp ?? message.timestamp, location } as LocationUpdate, now);
        }

        break;
      case 'initial_data':
        message.locations?.forEach((l) => this.moving.apply(l, now));
        if (message.final && message.channels.length === 1 && message.channels[0] === 'locations') this.#forgetUnseen();
        break;
      case 'safety_event':
        this.alarms.set(message.vehicle_id, now);
        break;
      case 'trip_update':
        this.#soon('trips', 1_000, this.reloadTrips);
        if (message.event.startsWith('geofence')) this.#soon('fences', 1_000, this.reloadFences);
        break;
      case 'driver_performance':
        this.#soon('drivers', 5_000, this.reloadDrivers);
        break;
      case 'resume_complete':
        if (!message.complete) {
          this.#gap = true;
          void this.alerts.load();
        }

        break;
      default:
    }

    if ('event_id' in message || message.type === 'location_batch') this.#caughtUp += message.type === 'location_batch' ? message.locations.length : 1;
  }

  #turn(status: ConnectionStatus): void {
    if (status.state === 'resuming') [this.#caughtUp, this.#gap] = [0, false];
    if (status.state === 'connected' && this.status.current.state === 'resuming') {
      this.resumed.set(this.#gap ? 'The gap was too old: fresh state' : `Caught up, ${this.#caughtUp} missed events`);
    }

    if (status.state === 'connected' && !this.me.current) void this.#askWho(); // it was away when the page was opened
    this.status.set(status);
  }

  /** A vehicle that a new look at the view did not find has left it while nobody looked. */
  #forgetUnseen(): void {
    const asked = this.#asked;
    if (!asked?.bounds) return;
    const { southwest: s, northeast: n } = asked.bounds;
    this.moving.forgetUnseen(worldX(s.lng), worldY(n.lat), worldX(n.lng), worldY(s.lat), asked.since);
  }

  /** A credential that is worth nothing is told by the connection; without an answer everything is offered. */
  async #askWho(): Promise<void> {
    this.me.set(await this.api.get<Me>('/v1/me').catch(() => undefined));
  }

  #soon(what: string, ms: number, then: () => void): void {
    if (this.#due.has(what)) return;
    this.#due.set(what, setTimeout(() => {
      this.#due.delete(what);
      then();
    }, ms));
  }

  async #load(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.trouble.set('');
    } catch (error) {
      // A server that is away is told by the connection indicator, and a channel that is not for this key stays empty.
      const status = (error as { status?: number }).status;
      if (status !== undefined && status !== 403) this.trouble.set((error as Error).message);
    }
  }
}

/** A quarter more on each side, so that a short pan needs no new question; none where that is the whole world. */
function widened({ southwest: s, northeast: n }: GeographicBounds): GeographicBounds | undefined {
  const [height, width] = [n.lat - s.lat, n.lng - s.lng];
  if (width * 1.5 >= 360) return undefined;
  const turn = (lng: number) => ((((lng + 180) % 360) + 360) % 360) - 180;
  return {
    southwest: { lat: Math.max(-90, s.lat - height / 4), lng: turn(s.lng - width / 4) },
    northeast: { lat: Math.min(90, n.lat + height / 4), lng: turn(n.lng + width / 4) },
  };
}

function within(inner: GeographicBounds, outer: GeographicBounds | undefined): boolean {
  return !outer || (inner.southwest.lat >= outer.southwest.lat && inner.southwest.lng >= outer.southwest.lng
    && inner.northeast.lat <= outer.northeast.lat && inner.northeast.lng <= outer.northeast.lng);
}
