// Against a running gateway: FLEET_URL and FLEET_KEY (an operator's or admin's) say which; without them it is skipped.
// tests/EndToEnd starts one and runs this.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createElement, type FunctionComponent } from 'react';
import { create } from 'react-test-renderer';
import WebSocket from 'ws';
import { StreamingClient, type ServerMessage, type SubscribeOptions, type VehicleState, type WebSocketLike } from '../src/index.js';
import { configureStreaming } from '../src/react.js';
import { typeErrors } from './conformance.js';
import { sample } from './samples.js';

const { FLEET_URL: url = '', FLEET_KEY: key = '' } = process.env;
const vehicle = `ts-${randomUUID().slice(0, 8)}`;
const started = Date.now() - 60_000;
let second = 0;

async function post(path: string, body: unknown): Promise<void> {
  const answer = await fetch(url + path, {
    method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
}

const position = () => ({
  vehicle_id: vehicle, driver_id: `${vehicle}-driver`, timestamp: new Date(started + 1_000 * ++second).toISOString(),
  location: { latitude: 40.7 + second * 1e-4, longitude: -74.006, speed: 40, heading: 0, accuracy: 3 },
  motion: { acceleration: { x: 0, y: 0, z: 9.8 }, gyroscope: { x: 0, y: 0, z: 0 } },
});

/** A way to the gateway that the test can cut. */
class Cable {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((near) => {
    const { hostname, port } = new URL(url);
    const far = createConnection(Number(port), hostname);
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => (near.destroy(), far.destroy(), this.#sockets.delete(socket)));
    }

    near.pipe(far).pipe(near);
  });

  async plug(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#sockets.forEach((s) => s.destroy());
  }

  unplug(): void {
    this.cut();
    this.#server.close();
  }
}

class Listener {
  readonly messages: ServerMessage[] = [];
  readonly client: StreamingClient;
  #waiting: { wanted: (m: ServerMessage) => boolean; found: (m: ServerMessage) => void }[] = [];

  constructor(address: string, ...subscriptions: SubscribeOptions[]) {
    this.client = new StreamingClient({
      url: address, credential: { apiKey: key }, WebSocket: WebSocket as unknown as new (url: string) => WebSocketLike, backoffBaseMs: 20,
    });
    this.client.on('message', (message) => {
      this.messages.push(message);
      this.#waiting = this.#waiting.filter((w) => !w.wanted(message) || (w.found(message), false));
    });
    subscriptions.forEach((s) => this.client.subscribe(s));
    this.client.connect();
  }

  /** The first message, past or to come, that is wanted. The runner's timeout ends a wait for nothing. */
  until(wanted: (m: ServerMessage) => boolean): Promise<ServerMessage> {
    const past = this.messages.find(wanted);
    return past ? Promise.resolve(past) : new Promise((found) => this.#waiting.push({ wanted, found }));
  }

  points(): string[] {
    return this.messages.flatMap((m) =>
      m.type === 'location_update' ? [m.timestamp] : m.type === 'location_batch' ? m.locations.map((l) => l.location.timestamp!) : []);
  }
}

const stamp = (n: number) => new Date(started + 1_000 * n).toISOString().replace('.000Z', 'Z');
const has = (m: ServerMessage, time: string) =>
  (m.type === 'location_update' && m.timestamp === time) || (m.type === 'location_batch' && m.locations.some((l) => l.location.timestamp === time));

describe('a running gateway', { skip: url ? false : 'FLEET_URL is not set', timeout: 30_000 }, () => {
  const cable = new Cable();
  let address = '';
  before(async () => void (address = await cable.plug()));
  after(() => cable.unplug());

  test('its traffic has the types that are declared', async () => {
    const filters = { vehicle_ids: [vehicle] };
    const all = new Listener(address, { channels: ['locations', 'safety_events', 'trip_updates', 'driver_performance', 'fleet_overview'] });
    await all.until((m) => m.type === 'initial_data' && m.final);
    await post('/v1/geofences', {
      geofence_id: `${vehicle}-fence`, name: 'Dock', circle: { center: { latitude: 40.7002, longitude: -74.006 }, radius_m: 40 },
    });
    await post('/v1/trips', {
      trip_id: `${vehicle}-trip`, vehicle_id: vehicle, driver_id: `${vehicle}-driver`,
      planned_route: { distance_km: 1, estimated_duration_minutes: 2, waypoints: [{ latitude: 40.7008, longitude: -74.006, name: 'Stop', radius_m: 50 }] },
    });
    const onTrip = () => ({ ...position(), trip_id: `${vehicle}-trip` });
    for (let i = 0; i < 5; i++) await post('/v1/locations', onTrip());
    await post('/v1/locations', [onTrip(), onTrip(), onTrip(), onTrip(), onTrip(), onTrip()]);
    await post('/v1/events', {
      vehicle_id: vehicle, type: 'panic_button', severity: 'critical', timestamp: new Date(started + 1_000 * second).toISOString(),
      location: { latitude: 40.701, longitude: -74.006 },
    });
    await post(`/v1/trips/${vehicle}-trip/complete`, {});
    await all.until((m) => m.type === 'safety_event');
    await all.until((m) => m.type === 'location_batch');
    await all.until((m) => m.type === 'trip_update' && m.event === 'geofence_entry');
    await all.until((m) => m.type === 'trip_update' && m.event === 'waypoint_reached');
    await all.until((m) => m.type === 'trip_update' && m.event === 'trip_completed');
    await all.until((m) => m.type === 'driver_performance');
    const refused = all.client.subscribe({ channels: ['locations'], filters: { min_speed: -1 } });
    await all.until((m) => m.type === 'error');
    assert.ok(refused.error);
    const again = new Listener(address, { channels: ['locations', 'safety_events', 'trip_updates', 'driver_performance', 'fleet_overview'], filters });
    await again.until((m) => m.type === 'initial_data' && m.final);
    const gone = again.client.subscribe({ channels: ['locations'] });
    await again.until((m) => m.type === 'subscription_confirmed' && m.subscription_id === 's2');
    gone.unsubscribe();
    await again.until((m) => m.type === 'unsubscribed');
    [all, again].forEach((l) => l.client.close());
    const traffic = [...all.messages, ...again.messages];
    assert.deepEqual(typeErrors(traffic.map((m) => ({ name: m.type, json: JSON.stringify(m) }))), []);
    for (const type of ['auth_success', 'subscription_confirmed', 'initial_data', 'unsubscribed', 'error', 'safety_event', 'driver_performance']) {
      assert.ok(traffic.some((m) => m.type === type), `${type} was seen`);
    }
  });

  test('a cut connection comes back with every point, once and in order', async () => {
    const listener = new Listener(address, { channels: ['locations'], filters: { vehicle_ids: [vehicle] } }, { channels: ['safety_events'] });
    const { client } = listener;
    await listener.until((m) => m.type === 'initial_data' && m.channels.includes('locations') && m.final);
    const first = second + 1;
    for (let round = 0; round < 5; round++) {
      for (let i = 0; i < 4; i++) await post('/v1/locations', position());
      if (round % 2 === 0) cable.cut();
      for (let i = 0; i < 4; i++) await post('/v1/locations', position());
    }

    const last = second;
    await listener.until((m) => has(m, stamp(last)));
    client.close();
    const expected = Array.from({ length: last - first + 1 }, (_, i) => stamp(first + i));
    assert.deepEqual(listener.points(), expected);
    assert.ok(listener.messages.some((m) => m.type === 'resume_complete' && m.complete), 'it resumed');
  });

  test("S0's React samples show what this gateway says", async (t) => { // of the organization that they name, org_123
    configureStreaming({ url: address, apiKey: key, WebSocket: WebSocket as unknown as new (url: string) => WebSocketLike });
    const none = () => null;
    const shows = (component: string, file: string, list: string, properties: object) => new Promise<void>((found) => {
      const FleetMap = (props: Record<string, VehicleState[]>) => (props[list]!.some((v) => v.id === vehicle) && found(), null);
      const around = { ConnectionIndicator: none, FleetMap, LiveMap: FleetMap, SafetyAlerts: none, VehicleList: none, StatusIndicator: none, focusVehicle: none, View: ({ children }: { children: unknown }) => children };
      views.push(create(createElement(sample<FunctionComponent>(file, component, around, key), properties)));
    });
    const views: ReturnType<typeof create>[] = [];
    t.after(() => views.forEach((v) => v.unmount()));
    await post('/v1/trips', { trip_id: `${vehicle}-s0`, vehicle_id: vehicle });
    const shown = [shows('FleetDashboard', 'fleet-dashboard', 'vehicles', {}), shows('LiveTracking', 'live-tracking', 'locationData', { tripId: `${vehicle}-s0` })];
    await post('/v1/locations', { ...position(), trip_id: `${vehicle}-s0` });
    await Promise.all(shown);
  });

  test('a wrong key is told so, and not tried for ever', async () => {
    const client = new StreamingClient({
      url: address, credential: { apiKey: 'flt_live_wrong' }, WebSocket: WebSocket as unknown as new (url: string) => WebSocketLike,
    });
    const closed = new Promise<void>((done) => client.on('status', (s) => s.state === 'closed' && done()));
    client.connect();
    await closed;
    assert.equal(client.status.reason?.code, 4001);
  });
});
