// Makes the gateway say every message that /asyncapi.json knows, and validates each against it.
// Arguments: URL (http://…), key, a superuser's token of the same organization. Ends with its standard input, which is when the gateway has stopped.
import http from 'node:http';
import WebSocket from 'ws';
import { rest, say, validators } from './schemas-lib.mjs';

const [url, key, superuser] = process.argv.slice(2);
const call = rest(url, key);
const document = (await call('GET', '/asyncapi.json')).body;
const validator = validators(document, 'asyncapi');
const sent = (channel) => document.operations[`${channel}_send`].messages.map((m) => m.$ref.split('/').at(-1));
const channels = Object.keys(document.channels).filter((c) => document.operations[`${c}_send`]);
const unseen = new Set(channels.flatMap((c) => sent(c).map((m) => `${c} ${m}`)));

class Client {
  #messages = [];
  #waiting = [];

  constructor(channel, { path = document.channels[channel].address, ends = 1001 } = {}) {
    this.channel = channel;
    this.socket = new WebSocket(url.replace('http', 'ws') + path);
    this.socket.on('message', (raw) => this.#take(JSON.parse(raw)));
    this.socket.on('error', (error) => say({ sample: 'asyncapi', failed: String(error) }));
    // A minute without a word closes it: then something that is waited for never came.
    this.socket.on('close', (code) => (code !== ends || (ends === 1001 && !this.#messages.some((m) => m.type === 'server_shutdown'))) && say({ sample: 'asyncapi', failed: `closed with ${code}` }));
    this.opened = new Promise((done) => this.socket.on('open', done));
  }

  say(message) {
    const payload = JSON.stringify(message);
    const valid = this.#validator(`client_${message.type === 'heartbeat' ? 'ping' : message.type}`);
    if (!valid(message)) say({ sample: 'asyncapi', invalid: message, errors: valid.errors });
    this.socket.send(payload);
  }

  until(type, wanted = () => true) {
    const found = this.#messages.find((m) => m.type === type && wanted(m));
    if (found) return found;
    say({ sample: 'asyncapi', waiting: `${this.channel} ${type} ${wanted}` });
    return new Promise((done) => this.#waiting.push((m) => m.type === type && wanted(m) && (done(m), true)));
  }

  #validator(name) {
    const known = document.channels[this.channel].messages[name]?.$ref.split('/').at(-1);
    return known && validator(document.components.messages[known].payload.$ref.slice(1));
  }

  #take(message) {
    const valid = this.#validator(message.type);
    if (!valid?.(message)) say({ sample: 'asyncapi', invalid: message, errors: valid?.errors ?? 'no such message' });
    unseen.delete(`${this.channel} ${message.type}`);
    if (message.type === 'initial_data') Object.values(message).flat().forEach((m) => m?.type && unseen.delete(`streaming ${m.type}`));
    this.#messages.push(message);
    this.#waiting = this.#waiting.filter((offer) => !offer(message));
  }
}

const enter = async (channel, credential = key) => {
  const client = new Client(channel);
  await client.opened;
  client.say({ type: 'auth', api_key: credential });
  await client.until('auth_success');
  return client;
};

const start = Date.now() - 20 * 60_000;
const at = (seconds) => new Date(start + seconds * 1000).toISOString();
const position = (seconds, metres, speed, more = {}) => ({
  vehicle_id: 'asyncapi-1', driver_id: 'asyncapi-driver', timestamp: at(seconds), fuel_level: 0.5 - seconds / 10_000, engine_running: true,
  location: { latitude: 10 + metres / 111_195, longitude: 20, speed, heading: 0, accuracy: 4, altitude: 12 },
  motion: { acceleration: { x: 0.1, y: 0.2, z: 9.8 }, gyroscope: { x: 0.01, y: 0, z: 0 } }, ...more,
});
const drive = (from, to, kmh, metres, every = 1) => Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => position(from + i * every, metres + (i * every * kmh) / 3.6, kmh));
const report = (positions) => call('POST', '/v1/locations', positions);

await call('PUT', '/v1/vehicles/asyncapi-1', { name: 'Van', plate_number: 'A 1' });
await call('PUT', '/v1/drivers/asyncapi-driver', { name: 'Ada', license_number: 'L1' });
await call('PUT', '/v1/places/asyncapi', {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { name: 'Main Street' }, geometry: { type: 'LineString', coordinates: [[20, 9.95], [20, 10.05]] } },
    { type: 'Feature', properties: { name: 'Downtown' }, geometry: { type: 'Polygon', coordinates: [[[19.9, 9.9], [20.1, 9.9], [20.1, 10.1], [19.9, 10.1], [19.9, 9.9]]] } },
  ],
});
await call('PUT', '/v1/geofences/asyncapi-yard', { name: 'Yard', circle: { center: { latitude: 10 + 900 / 111_195, longitude: 20 }, radius_m: 100 }, tags: ['yard'] });
await call('POST', '/v1/trips', {
  trip_id: 'asyncapi-trip', vehicle_id: 'asyncapi-1', driver_id: 'asyncapi-driver',
  planned_route: { distance_km: 3, estimated_duration_minutes: 9, waypoints: [{ latitude: 10 + 400 / 111_195, longitude: 20, name: 'First' }] },
});

await call('POST', '/v1/alert-rules', { rule_id: 'asyncapi-rule', name: 'Phone', events: ['safety_event'], condition: { all: [{ field: 'event', operator: 'eq', value: 'phone_usage' }] }, priority: 'high' });

const main = await enter('streaming');
main.say({ type: 'ping' });
main.say({ type: 'heartbeat' });
main.socket.send('{"type":"subscribe","channel":"locations","filters":{"wrong":1}}');
await main.until('error');
main.say({ type: 'configure_thresholds', thresholds: { harsh_braking: { threshold: -3.0, duration: 0 } } });
main.say({ type: 'register_custom_event', event_name: 'asyncapi_delivered', triggers: { geofence_entry: 'yard', stop_duration: 30, confirmation_required: true }, priority: 'high' });
await main.until('custom_event_registered');
const shards = ['locations', 'trip_updates', 'safety_events', 'driver_performance', 'driver_compliance', 'custom_events', 'alerts'];
main.say({ type: 'subscribe', channels: [...shards, 'fleet_overview', 'analytics'], filters: { organization_id: 'org_123' }, subscription_id: 'all' });
const { offsets } = await main.until('subscription_confirmed');
await main.until('initial_data', (m) => m.final);

await call('POST', '/v1/trips/asyncapi-trip/start', { at: at(-1) });
await report(position(0, 0, 36));
await report(drive(1, 70, 36, 10));
await report([position(71, 710, 10), ...drive(72, 79, 36, 711), ...drive(86, 90, 36, 851)]);
await report(Array.from({ length: 45 }, (_, i) => position(91 + i, 900, 0)));
await call('POST', '/v1/events', { vehicle_id: 'asyncapi-1', type: 'phone_usage', timestamp: at(130), severity: 'high', location: { latitude: 10, longitude: 20 } });
const pending = await main.until('custom_event', (m) => m.status === 'pending');
main.say({ type: 'confirm_custom_event', event_name: 'asyncapi_delivered', vehicle_id: 'asyncapi-1', event_id: pending.event_id });
await main.until('custom_event_confirmed');
await main.until('custom_event', (m) => m.status === 'confirmed');
await report(Array.from({ length: 40 }, (_, i) => position(136 + i * 10, 900, 0)));
await report(drive(530, 560, 36, 905));
await main.until('safety_event');
const { alert_id: alert } = await main.until('alert', (m) => m.status === 'raised' && m.rule_id === 'asyncapi-rule');
await call('POST', `/v1/alerts/${alert}/acknowledge`, { note: 'seen' });
await main.until('alert', (m) => m.alert_id === alert && m.status === 'acknowledged' && m.note === 'seen');
await call('POST', `/v1/alerts/${alert}/resolve`, {});
await main.until('alert', (m) => m.alert_id === alert && m.status === 'resolved');
await main.until('location_update', (m) => m.address === 'Main Street, Downtown' && m.derived.place === 'Downtown');
await main.until('location_batch');
for (const event of ['trip_started', 'waypoint_reached', 'geofence_entry', 'geofence_exit', 'trip_paused', 'trip_resumed']) {
  await main.until('trip_update', (m) => m.event === event);
}
await call('POST', '/v1/drivers/asyncapi-driver/duty', { status: 'driving', at: new Date(Date.now() - 11 * 3600_000).toISOString() });
await main.until('driver_compliance');
await call('POST', '/v1/trips/asyncapi-trip/complete', { at: at(561) });
await main.until('trip_update', (m) => m.event === 'trip_completed');
await main.until('driver_performance');
await report([position(83, 0, 36, { location: { latitude: 10 + 820 / 111_195, longitude: 20.0003, speed: 36, accuracy: 4 } })]); // late: a way round

const again = await enter('streaming');
again.say({ type: 'configure', options: { batch_interval: 50, buffer_size: 1000, compression: 'gzip', deduplicate: true } });
await again.until('configured');
again.say({ type: 'configure', options: { compression: 'none' } });
again.say({ type: 'subscribe', channels: shards, resume: offsets });
await again.until('resume_complete');
await report(drive(600, 610, 36, 1300));
await again.until('batch_update');
again.say({ type: 'subscribe', channels: ['custom_events', 'alerts'], filters: { priority: ['urgent', 'critical'] }, subscription_id: 'priorities' });
await again.until('subscription_confirmed', (m) => m.subscription_id === 'priorities');
again.say({ type: 'unsubscribe', channels: ['locations'] });
await again.until('unsubscribed');

const past = await enter('streaming');
past.say({ type: 'subscribe', channels: shards, replay: { from: at(0), to: at(60), speed: 1000 } });
await past.until('replay_complete');
past.say({ type: 'subscribe', channels: ['trip_updates'], replay: { from: at(-10), speed: 1000 }, subscription_id: 'past' });
await past.until('live');

const { body: other } = await call('POST', '/v1/api-keys', { name: 'ingest', role: 'operator' });
const ingest = await enter('ingest', other.api_key);
ingest.say({ type: 'positions', seq: 1, positions: [{ vehicle_id: 'asyncapi-2', timestamp: at(0), location: { latitude: 1, longitude: 1 } }, { vehicle_id: 'asyncapi-2', timestamp: at(0), location: { latitude: 91, longitude: 1 } }] });
await ingest.until('ack');
ingest.socket.send('{"seq":2}');
ingest.say({ type: 'ping' });
await ingest.until('pong');
for (let seq = 3; seq < 12; seq++) {
  ingest.say({ type: 'positions', seq, positions: Array.from({ length: 250 }, (_, i) => ({ vehicle_id: `asyncapi-${seq}`, timestamp: at(i), latitude: 1, longitude: 1 })) });
}
await ingest.until('slow_down');

// S2's socket.
const traffic = async (token, terms) => {
  const client = new Client('traffic', terms);
  await client.opened;
  client.say({ type: 'auth', token });
  return client;
};
await (await traffic('nonsense', { ends: 4001 })).until('auth.failed');
const roads = await traffic(key);
for (const channel of ['traffic.flow', 'accidents', 'congestion', 'weather', 'air-quality', 'cameras.status', 'alerts']) {
  roads.say({ type: 'subscribe', channel, ...(channel === 'accidents' ? { filters: { severity: ['minor', 'severe'] } } : {}) });
  await roads.until('snapshot.complete', (m) => m.data.channel === channel);
}
const corner = (lat, lon) => [106.7 + lon, 10.77 + lat];
const spot = { lat: 10.7769, lon: 106.7009 };
await call('POST', '/v1/traffic/zones', { zone_id: 'a-zone', name: 'Centre', free_flow_speed: 50, roads: ['Main'], geometry: { type: 'Polygon', coordinates: [[corner(0, -0.01), corner(0, 0.01), corner(0.02, 0.01), corner(0.02, -0.01), corner(0, -0.01)]] } });
await call('POST', '/v1/traffic/cameras', { camera_id: 'a-camera', location: spot, free_flow_speed: 60 });
await call('POST', '/v1/traffic/cameras/a-camera/heartbeat', { health: { connectivity: 'excellent', image_quality: 'good', fps: 25 } });
await call('POST', '/v1/traffic/detections', { camera_id: 'a-camera', average_speed: 35.5, vehicle_types: { car: 28, bus: 2 }, occupancy: 0.65 });
await call('POST', '/v1/traffic/accidents', { id: 'a-accident', location: spot, severity: 'severe', camera_id: 'a-camera' });
await call('PATCH', '/v1/traffic/accidents/a-accident', { status: 'investigating', emergency_services: 'en_route' });
await call('POST', '/v1/traffic/weather', { location: spot, temperature: 31, conditions: 'rain', humidity: 80 });
await call('POST', '/v1/traffic/weather/alerts', { alert_type: 'heavy_rain', severity: 'warning', affected_zones: ['a-zone'], start_time: at(0), end_time: new Date(Date.now() + 3600_000).toISOString() });
await call('POST', '/v1/traffic/air-quality', { location: spot, pollutants: { pm25: 60 } });
await roads.until('alert', (m) => m.data.category === 'accident');
await call('POST', '/v1/traffic/accidents/a-accident/resolve', { resolution: 'cleared' });
for (const type of ['traffic.flow', 'accidents.new', 'accidents.update', 'accidents.resolved', 'congestion.update', 'weather.update', 'weather.alert', 'air-quality.update', 'cameras.status', 'alert.cleared']) {
  await roads.until(type, (m) => !m.snapshot);
}
const back = await traffic(key);
back.say({ type: 'ping' });
await back.until('pong');
back.socket.send('{"type":"subscribe","channel":"moon"}');
await back.until('error');
back.say({ type: 'subscribe', channel: 'accidents', resume: (await roads.until('subscribed', (m) => m.data.channel === 'accidents')).data.offsets });
await back.until('resume_complete', (m) => m.data.replayed > 0);
back.say({ type: 'subscribe', channel: 'cameras.status' });
await back.until('snapshot.complete');
back.say({ type: 'unsubscribe', channel: 'accidents' });
await back.until('unsubscribed');

// S3's sockets: each is asked for its offsets, then resumed.
const receiver = http.createServer((request, response) => request.resume().on('end', () => response.writeHead(204).end())).listen(0, '127.0.0.1');
await new Promise((done) => receiver.once('listening', done));
await call('POST', '/v1/webhooks', { webhook_id: 'a-hook', url: `http://127.0.0.1:${receiver.address().port}/`, events: ['alerts'] });
await call('POST', '/v1/workflows', { workflow_id: 'a-flow', name: 'Flow', trigger: { type: 'manual' }, steps: [{ id: 'nap', type: 'delay', seconds: 3 }, { id: 'tag', type: 'set_tag', vehicle_id: 'asyncapi-1', add: ['x'] }] });
const { execution_id } = (await call('POST', '/v1/workflows/a-flow/executions', {})).body;
const spatial = {};
for (const channel of channels.filter((c) => c.startsWith('spatialflow_'))) {
  const path = document.channels[channel].address.replace('{workflow_id}', 'a-flow').replace('{execution_id}', execution_id);
  const first = new Client(channel, { path: `${path}?token=${superuser}&resume=` });
  await first.opened;
  const { offsets } = await first.until('subscribed');
  first.say({ type: 'ping' });
  await first.until('pong');
  first.socket.send('{"type":"moon"}');
  await first.until('error');
  const second = new Client(channel, { path: `${path}?token=${superuser}&resume=${offsets.map((o) => `${o.shard}:${o.epoch}:${o.n}`).join(',')}` });
  await second.opened;
  await second.until('resume_complete');
  spatial[channel] = first;
}
await call('POST', '/v1/webhooks/a-hook/test', {});
await report([...drive(620, 650, 36, 1500), ...drive(660, 665, 36, 900)]);
await spatial.spatialflow_geofence.until('geofence_event', (m) => m.event.event_type === 'entry');
await spatial.spatialflow_dashboard.until('dashboard_update');
await spatial.spatialflow_dashboard.until('new_event');
await spatial.spatialflow_execution.until('execution_status', (m) => m.steps);
await spatial.spatialflow_execution.until('step_update', (m) => m.step.step_id === 'tag');
await spatial.spatialflow_execution.until('execution_status', (m) => m.status === 'completed');
await spatial.spatialflow_workflow.until('workflow_status', (m) => m.executions);
await spatial.spatialflow_workflow.until('workflow_status', (m) => m.status === 'completed');
await spatial.spatialflow_webhooks.until('webhook_status', (m) => m.status === 'delivered');

await main.until('event_superseded');
await main.until('fleet_status');
await main.until('dashboard_update');
await main.until('sliding_metrics');
say({ sample: 'asyncapi', told: true });
await Promise.all([main, ingest, roads, ...Object.values(spatial)].map((c) => c.until('server_shutdown')));
receiver.close();
say({ sample: 'asyncapi', unseen: [...unseen] });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
