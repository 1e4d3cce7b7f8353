// Stands in for the gateway of a large fleet, so that the page can be measured without one: the same messages at the same rates, at a
// tenth of the cost. bench.mjs uses it where it is given no URL. It knows no permissions, no resume and no history.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WebSocketServer } from 'ws';

const center = { lat: 41.2565, lng: -95.9345 };
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.png': 'image/png' };
const now = () => new Date().toISOString();
/** Seconds between two reports of a vehicle by update_frequency. */
const seconds = { medium: 10, low: 60 };
const batchMost = 32;

/** @param folder The built dashboard. @returns its address. */
export async function standIn(folder, vehicles = 5_000) {
  const fleet = Array.from({ length: vehicles }, (_, i) => new Vehicle(i));
  const cameras = Array.from({ length: 24 }, (_, i) => ({ camera_id: `C${i}`, name: `Street ${i}`, road: `Street ${i}`, status: 'active', location: { lat: center.lat - 0.03 + i * 0.0025, lon: center.lng } }));
  const zones = [[-1, -1], [-1, 1], [1, -1], [1, 1]].map(([y, x], i) => ({ zone_id: `Z${i}`, name: `Zone ${i}`, geometry: box(center.lat + y * 0.015, center.lng + x * 0.02), congestion: congestionOf(i) }));
  const lists = { '/v1/traffic/cameras': cameras, '/v1/traffic/zones': zones };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    const json = (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (pathname === '/v1/me') return json({ organization_id: 'bench', subject: 'bench', role: 'operator', is_superuser: false, permissions: {} });
    if (pathname === '/dashboard/config.json') return json({});
    if (pathname.startsWith('/v1/')) return json({ items: lists[pathname] ?? [] });
    const file = path.join(folder, pathname.startsWith('/dashboard/') ? path.basename(pathname) : 'index.html');
    response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream').end(readFileSync(file));
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket, request) => (request.url.startsWith('/ws') ? traffic(socket, cameras) : new Session(socket, fleet)));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => (sockets.clients.forEach((c) => c.terminate()), server.close()) };
}

/** Drives round in a block of its own, 50 km/h, and stands for a while. */
class Vehicle {
  constructor(i) {
    this.id = `demo-${i}`;
    [this.lat0, this.lng0] = [center.lat + (random(i) - 0.5) * 0.06, center.lng + (random(i + 0.5) - 0.5) * 0.08];
    this.phase = random(i + 0.25) * 400;
    this.n = 0;
  }

  /** @param at Seconds. */
  report(at) {
    const t = (at + this.phase) % 400;
    const standing = t >= 320;
    const [side, part] = [Math.floor(Math.min(t, 319) / 80), standing ? 1 : (t % 80) / 80];
    const way = [[part, 0], [1, part], [1 - part, 1], [0, 1 - part]][side];
    [this.lat, this.lng] = [this.lat0 + way[0] * 0.01, this.lng0 + way[1] * 0.0133];
    return { latitude: this.lat, longitude: this.lng, speed: standing ? 0 : 50, heading: [0, 90, 180, 270][side], accuracy: 4, altitude: 300 };
  }

  message(at) {
    const location = this.report(at);
    const time = now();
    return JSON.stringify({
      type: 'location_update', timestamp: time, trip_id: `${this.id}-trip`, vehicle_id: this.id, driver_id: `${this.id}-driver`, location,
      motion: { acceleration: { x: 0.1, y: -0.2, z: 9.8 }, gyroscope: { x: 0, y: 0, z: 0 } }, event_id: `${this.id}:${time}:${this.n}`, offset: { shard: 0, epoch: 'e', n: ++this.n },
      timestamp_server: time, processed_at: time, geofence_status: [], derived: { distance_since_last_m: 13.9, speed_change: 0, direction_change: 0 },
    });
  }
}

class Session {
  #subscriptions = new Map();
  #waiting = [];
  #batchMs = 0;
  #timer;
  #second = 0;

  constructor(socket, fleet) {
    [this.socket, this.fleet] = [socket, fleet];
    socket.on('message', (raw) => this.#hear(JSON.parse(raw)));
    const beat = setInterval(() => this.#tick(), 20);
    const status = setInterval(() => this.#say(this.#status()), 10_000);
    socket.on('close', () => [beat, status].forEach(clearInterval));
  }

  #hear(message) {
    if (message.type === 'auth') this.#say({ type: 'auth_success', session_id: 's', organization_id: 'bench', limits: {} });
    if (message.type === 'ping') this.#say({ type: 'pong' });
    if (message.type === 'configure') this.#batchMs = message.options.batch_interval;
    if (message.type === 'unsubscribe') this.#subscriptions.delete(message.subscription_id);
    if (message.type !== 'subscribe') return;
    const { subscription_id, channels, filters = {} } = message;
    this.#subscriptions.set(subscription_id, { channels, filters });
    this.#say({ type: 'subscription_confirmed', subscription_id, channels, filters: { organization_id: 'bench', ...filters }, offsets: [] });
    const at = Date.now() / 1_000;
    const locations = channels.includes('locations') ? this.fleet.filter((v) => (v.report(at), wants({ filters }, v))).map((v) => JSON.parse(v.message(at))) : undefined;
    this.#say({ type: 'initial_data', subscription_id, channels, reason: 'fresh', offsets: [], ...(locations && { locations }), ...(channels.includes('fleet_overview') && { fleet_overview: this.#status() }), final: true });
  }

  /** A fiftieth of the fleet reports. */
  #tick() {
    const at = Date.now() / 1_000;
    const looks = [...this.#subscriptions.values()].filter((s) => s.channels.includes('locations'));
    if (looks.length === 0) return;
    const slot = this.#second++;
    for (let i = slot % 50; i < this.fleet.length; i += 50) {
      const vehicle = this.fleet[i];
      vehicle.report(at);
      const turn = Math.floor(slot / 50) + i;
      if (looks.some((s) => turn % (seconds[s.filters.update_frequency] ?? 1) === 0 && wants(s, vehicle))) this.#event(vehicle.message(at));
    }

    if (slot % 25 === 0) this.#event(safety(this.fleet[(slot * 7) % this.fleet.length]));
  }

  #event(text) {
    if (this.#batchMs === 0) return this.socket.send(text);
    this.#waiting.push(text);
    if (this.#waiting.length >= batchMost) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), this.#batchMs);
  }

  #flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length > 0) this.socket.send(`{"type":"batch_update","timestamp":"${now()}","batch_id":"b","messages":[${this.#waiting.splice(0).join()}]}`);
  }

  #status() {
    const summary = { total_vehicles: this.fleet.length, active_trips: this.fleet.length, idle_vehicles: 0, offline_vehicles: 0, maintenance_due: 0, safety_alerts: 3 };
    const vehicles = this.fleet.slice(0, 2_000).map((v) => ({ vehicle_id: v.id, status: 'active', last_location: { latitude: v.lat ?? v.lat0, longitude: v.lng ?? v.lng0, timestamp: now() }, current_speed: 50 }));
    return { type: 'fleet_status', timestamp: now(), organization_id: 'bench', summary, vehicles, vehicles_omitted: this.fleet.length - vehicles.length };
  }

  #say(message) {
    this.#flush();
    this.socket.send(JSON.stringify({ timestamp: now(), ...message }));
  }
}

function wants({ filters: { geographic_bounds: b, vehicle_ids: ids } }, v) {
  return (!ids || ids.includes(v.id)) && (!b || (v.lat >= b.southwest.lat && v.lat <= b.northeast.lat && v.lng >= b.southwest.lng && v.lng <= b.northeast.lng));
}

const safety = (v) => JSON.stringify({
  type: 'safety_event', timestamp: now(), vehicle_id: v.id, event: { type: 'harsh_braking', severity: 'medium', details: {}, location: { latitude: v.lat, longitude: v.lng } },
  risk_assessment: { crash_probability: 0, severity_score: 3, contributing_factors: [] }, event_id: `${v.id}:${now()}:safety`, offset: { shard: 1, epoch: 'e', n: ++v.n },
  risk_score: 0.3, enhanced_severity: 'medium', alert_level: 'caution', recommended_actions: [], context: { speed: 50, on_trip: true },
});

/** S2's socket: every camera measures once a second. */
function traffic(socket, cameras) {
  const say = (type, data = {}) => socket.send(JSON.stringify({ type, timestamp: now(), data }));
  socket.on('message', (raw) => {
    const { type, channel } = JSON.parse(raw);
    if (type === 'auth') say('auth.success');
    if (type === 'ping') say('pong');
    if (type === 'subscribe') say('snapshot.complete', { channel });
  });
  const beat = setInterval(() => cameras.forEach((c) => say('traffic.flow', { camera_id: c.camera_id, location: c.location, intensity: 20, average_speed: 40 + Math.random() * 10, congestion_level: 'low', period_seconds: 60 })), 1_000);
  socket.on('close', () => clearInterval(beat));
}

const congestionOf = (i) => ({ level: i === 0 ? 'high' : 'low', severity: 0.2, affected_roads: [], alternative_routes: [] });
const box = (lat, lng) => ({ type: 'Polygon', coordinates: [[[lng - 0.02, lat - 0.015], [lng + 0.02, lat - 0.015], [lng + 0.02, lat + 0.015], [lng - 0.02, lat + 0.015], [lng - 0.02, lat - 0.015]]] });
/** The same places in each run. */
const random = (i) => ((Math.sin(i * 12.9898 + 78.233) * 43758.5453) % 1 + 1) % 1;
