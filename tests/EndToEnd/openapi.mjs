// Calls every operation that /openapi/v1.json knows and validates the answers against it: the status is one that is
// documented, and the body is what its schema says. Arguments: URL, admin's key, superuser's token.
import http from 'node:http';
import { rest, say, validators } from './schemas-lib.mjs';

const [url, key, superuser] = process.argv.slice(2);
const admin = rest(url, key);
const root = rest(url, superuser);
const document = (await admin('GET', '/openapi/v1.json')).body;
const validator = validators(document, 'openapi');
const escape = (part) => part.replaceAll('~', '~0').replaceAll('/', '~1');
const uncalled = new Set(Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).filter((m) => m !== 'parameters').map((m) => `${m.toUpperCase()} ${path}`)));

const templates = Object.keys(document.paths).map((path) => [path, new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`)]);
const call = async (method, path, body, { as = admin, expect = [200, 201, 204], headers } = {}) => {
  const bare = path.split('?')[0];
  const template = templates.find(([t]) => t === bare)?.[0] ?? templates.find(([, pattern]) => pattern.test(bare))?.[0];
  const answer = await as(method, path, body, headers);
  const operation = document.paths[template]?.[method.toLowerCase()];
  const told = { sample: 'openapi', call: `${method} ${path}`, status: answer.status };
  if (!operation) say({ ...told, failed: 'not documented' });
  else {
    uncalled.delete(`${method} ${template}`);
    const response = operation.responses[answer.status];
    if (!expect.includes(answer.status)) say({ ...told, failed: `expected ${expect}`, text: answer.text.slice(0, 500) });
    else if (!response) say({ ...told, failed: 'status is not documented' });
    else check(told, `/paths/${escape(template)}/${method.toLowerCase()}/responses/${answer.status}`, response, answer);
  }
  return answer;
};

const check = (told, pointer, response, answer) => {
  if (!response.content) return answer.text && say({ ...told, failed: 'has a body that is not documented', text: answer.text.slice(0, 200) });
  const media = response.content[answer.type];
  if (!media) return say({ ...told, failed: `${answer.type} is not documented` });
  if (!media.schema) return say({ ...told, failed: 'has no schema' });
  if (answer.body === undefined) return undefined; // lines, or text
  const valid = validator(`${pointer}/content/${escape(answer.type)}/schema`);
  return valid(answer.body) || say({ ...told, invalid: answer.body, errors: valid.errors });
};

const now = Date.now() - 600_000;
const at = (seconds) => new Date(now + seconds * 1000).toISOString();
const positions = (vehicle, trip) => Array.from({ length: 60 }, (_, i) => ({
  vehicle_id: vehicle, driver_id: 'o-driver', trip_id: trip, timestamp: at(i), fuel_level: 0.5,
  location: { latitude: 10 + i / 11_000, longitude: 20, speed: 36, heading: 0, accuracy: 4 },
}));

// Resources: created, read, listed, changed, refused, removed.
for (const [path, id, body, patch] of [
  ['/v1/vehicles', 'vehicle_id', { vehicle_id: 'o-vehicle', name: 'Van', capacity: 3, tags: ['x'] }, { name: 'Lorry' }],
  ['/v1/drivers', 'driver_id', { driver_id: 'o-driver', name: 'Ada' }, { license_number: 'L1' }],
  ['/v1/geofences', 'geofence_id', { geofence_id: 'o-fence', name: 'Yard', circle: { center: { latitude: 10, longitude: 20 }, radius_m: 100 } }, { name: 'Depot' }],
  ['/v1/trips', 'trip_id', { trip_id: 'o-trip', vehicle_id: 'o-vehicle', driver_id: 'o-driver', planned_route: { distance_km: 5, waypoints: [{ latitude: 10, longitude: 20 }] } }, { driver_id: 'o-driver' }],
]) {
  const item = `${path}/${body[id]}`;
  await call('POST', path, body);
  await call('POST', path, body, { expect: [409] });
  await call('POST', path, '{"name":1}', { expect: [400] });
  await call('GET', item);
  await call('GET', `${path}/none`, undefined, { expect: [404] });
  await call('GET', `${path}?limit=1`);
  await call('PATCH', item, patch);
  await call('PUT', item, body);
  await call('GET', item, undefined, { as: rest(url, 'nonsense'), expect: [401] });
}
await call('POST', '/v1/locations', positions('o-vehicle', 'o-trip'));
await call('POST', '/v1/locations', '[', { expect: [400] });
await call('POST', '/v1/locations', '[]', { headers: { 'content-type': 'text/plain' }, expect: [415] });
await call('POST', '/v1/events', { vehicle_id: 'o-vehicle', type: 'panic_button', timestamp: at(60), details: { presses: 2 } });
await call('GET', '/v1/vehicles/o-vehicle');
await call('GET', '/v1/vehicles/o-vehicle/positions?limit=5');
await call('GET', '/v1/vehicles/o-vehicle/positions?format=geojson');
await call('GET', '/v1/vehicles/o-vehicle/metrics?range=1h');
await call('GET', '/v1/vehicles/o-vehicle/metrics?range=x', undefined, { expect: [400] });
await call('GET', `/v1/vehicles/o-vehicle/why-not?event=speeding&at=${at(30)}`);
await call('GET', '/v1/vehicles/o-vehicle/why-not?event=moonrise', undefined, { expect: [400] });
await call('POST', '/v1/vehicles/o-vehicle/emergency', { type: 'breakdown', message: 'Help', severity: 'critical' }, { expect: [200, 201, 202] });
await call('GET', '/v1/trips/o-trip');
await call('GET', '/v1/trips/o-trip/route');
await call('GET', '/v1/trips/o-trip/route?format=polyline');
await call('POST', '/v1/trips/o-trip/complete', {});
await call('POST', '/v1/trips', { trip_id: 'o-next', vehicle_id: 'o-vehicle' });
await call('POST', '/v1/trips/o-next/start', {});
await call('POST', '/v1/trips/o-next/cancel', { reason: 'no more' });
await call('POST', '/v1/trips/o-next/start', {}, { expect: [409] });
await call('GET', '/v1/events?limit=5');
await call('GET', '/v1/events?format=ndjson');
await call('GET', '/v1/drivers/o-driver/report');
await call('POST', '/v1/drivers/o-driver/duty', { status: 'on_duty' });
await call('GET', '/v1/drivers/o-driver/duty');

const definition = { event_name: 'o_parked', triggers: { stop_duration: 60 }, priority: 'low' };
await call('POST', '/v1/custom-events', definition);
await call('POST', '/v1/custom-events', definition, { expect: [409] });
await call('POST', '/v1/custom-events', { event_name: 'x', triggers: {} }, { expect: [400] });
await call('GET', '/v1/custom-events');
await call('GET', '/v1/custom-events/o_parked');
await call('PUT', '/v1/custom-events/o_parked', { triggers: { stop_duration: 90, confirmation_required: true } });
await call('POST', '/v1/custom-events/o_parked/confirm', { vehicle_id: 'o-vehicle' }, { expect: [409] });
await call('DELETE', '/v1/custom-events/o_parked');

const road = (id, properties) => ({ type: 'Feature', id, properties, geometry: { type: 'LineString', coordinates: [[20, 10], [20, 10.01]] } });
const roads = { type: 'FeatureCollection', features: [road('r1', { maxspeed: '30 mph', name: 'Main' }), road('r2', { maxspeed: 'fast' }), road('r3', {})] };
await call('PUT', '/v1/road-limits/o-city', roads);
await call('PUT', '/v1/road-limits/o-city', { type: 'FeatureCollection', features: [] }, { expect: [400] });
await call('GET', '/v1/road-limits');
await call('GET', '/v1/road-limits/o-city');
await call('GET', '/v1/road-limits/none', undefined, { expect: [404] });
await call('DELETE', '/v1/road-limits/o-city');
const places = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { name: 'Depot', address: '1 Main St' }, geometry: { type: 'Point', coordinates: [20, 10] } },
    { type: 'Feature', properties: { name: 'Nowhere' }, geometry: { type: 'MultiPoint', coordinates: [[20, 10]] } },
  ],
};
await call('PUT', '/v1/places/o-city', places);
await call('PUT', '/v1/places/o-city', { type: 'FeatureCollection', features: [] }, { expect: [400] });
await call('GET', '/v1/places');
await call('GET', '/v1/places/o-city');
await call('GET', '/v1/places/none', undefined, { expect: [404] });
await call('DELETE', '/v1/places/o-city');

await call('GET', '/v1/thresholds');
await call('PATCH', '/v1/thresholds', { speeding: { over_limit: 20, duration: 10 } });
await call('GET', '/v1/organizations/org_123');
await call('PATCH', '/v1/organizations/org_123', { speed_limit: 90 });
await call('GET', '/v1/organizations/org_123/retention');
await call('PUT', '/v1/organizations/org_123/retention', { retention_days: 100 });
await call('POST', '/v1/organizations', { name: 'Another' }, { as: root });
await call('POST', '/v1/organizations', { name: 'Another' }, { expect: [403] });

const made = await call('POST', '/v1/api-keys', { name: 'office', role: 'viewer', permissions: { channels: { locations: 'read' } } });
await call('GET', '/v1/api-keys');
await call('GET', '/v1/me', undefined, { as: rest(url, made.body.api_key) });
await call('GET', '/v1/me', undefined, { as: rest(url, 'nonsense'), expect: [401] });
const rotated = await call('POST', `/v1/api-keys/${made.body.key_id}/rotate`, { grace_seconds: 10 });
await call('DELETE', `/v1/api-keys/${rotated.body.key_id}`);
await call('GET', '/v1/vehicles', undefined, { as: rest(url, rotated.body.api_key), expect: [401] });

await call('POST', '/v1/notifications', { user_ids: ['ada'], title: 'Hello', message: 'You', type: 'trip' });
await call('POST', '/v1/notifications/broadcast', { message: 'All' });
await call('GET', '/v1/notifications');
await call('POST', '/v1/notifications/none/read', undefined, { expect: [200, 204, 404] });
// Alerts.
const rule = { rule_id: 'o-rule', name: 'Phones', events: ['safety_event'], condition: { field: 'event', operator: 'eq', value: 'phone_usage' }, priority: 'high', channels: ['inbox'],
  schedule: { timezone: 'Europe/Berlin', windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }] },
  escalations: [{ after_seconds: 600, channels: ['inbox'], priority: 'urgent' }], auto_resolve: { after_seconds: 3600 } };
await call('POST', '/v1/alert-rules', rule);
await call('POST', '/v1/alert-rules', rule, { expect: [409] });
await call('POST', '/v1/alert-rules', { ...rule, events: [] }, { expect: [400] });
await call('PUT', '/v1/alert-rules/o-rule', { ...rule, count: { at_least: 2, within_seconds: 60, per: ['vehicle'] } });
await call('PATCH', '/v1/alert-rules/o-rule', { description: 'Hands off', count: null });
await call('PUT', '/v1/alert-rules/o-shadow', { ...rule, rule_id: 'o-shadow', mode: 'shadow' });
await call('GET', '/v1/alert-rules');
await call('GET', '/v1/alert-rules/o-rule');
await call('POST', '/v1/events', { vehicle_id: 'o-vehicle', type: 'phone_usage', timestamp: at(70), severity: 'high' });
const until = async (path, wanted) => {
  for (;;) {
    const found = (await call('GET', path)).body;
    if (wanted(found)) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
};
const { items: [alert] } = await until('/v1/alerts?rule_id=o-rule', (page) => page.items.length > 0);
await call('GET', `/v1/alerts/${alert.alert_id}`);
await call('GET', '/v1/alerts/none', undefined, { expect: [404] });
await call('POST', `/v1/alerts/${alert.alert_id}/acknowledge`, { note: 'seen' });
await call('POST', `/v1/alerts/${alert.alert_id}/resolve`, {});
await call('POST', '/v1/alert-rules/o-rule/dry-run', {});
await until('/v1/alert-rules/o-shadow/findings', (page) => page.items.length > 0);
await call('DELETE', '/v1/alert-rules/o-rule');
await call('DELETE', '/v1/alert-rules/o-rule', undefined, { expect: [404] });
await call('GET', '/v1/notification-settings');
await call('PATCH', '/v1/notification-settings', { inbox: { default: ['ada'], urgent: ['ben'] } });
await call('PATCH', '/v1/notification-settings', { time_zone: 'Mars' }, { expect: [400] });
await call('PATCH', '/v1/notification-settings', { time_zone: 'Europe/Berlin' });

// Webhooks, to a receiver that answers 500 once: that delivery is given up and sent again by hand.
const answers = [500];
const receiver = http.createServer((request, response) => request.resume().on('end', () => response.writeHead(answers.shift() ?? 204).end())).listen(0, '127.0.0.1');
await new Promise((done) => receiver.once('listening', done));
const hook = { webhook_id: 'o-hook', url: `http://127.0.0.1:${receiver.address().port}/`, events: ['alerts'], retry_policy: { max_attempts: 1 }, authentication: { type: 'bearer_token', token: 't' } };
await call('POST', '/v1/webhooks', hook);
await call('POST', '/v1/webhooks', hook, { expect: [409] });
await call('POST', '/v1/webhooks', { url: 'ftp://x', events: [] }, { expect: [400] });
await call('GET', '/v1/webhooks');
await call('GET', '/v1/webhooks/o-hook');
await call('PUT', '/v1/webhooks/o-hook', hook);
await call('PATCH', '/v1/webhooks/o-hook', { name: 'Office' });
await call('POST', '/v1/webhooks/o-hook/rotate');
await call('POST', '/v1/webhooks/o-hook/test', undefined, { expect: [202] });
const { items: [dead] } = await until('/v1/webhooks/o-hook/deliveries?status=dead', (page) => page.items.length > 0);
await call('POST', `/v1/webhooks/o-hook/deliveries/${dead.delivery_id}/redeliver`, undefined, { expect: [202] });
await call('POST', '/v1/webhooks/o-hook/deliveries/none/redeliver', undefined, { expect: [404] });
await until('/v1/webhooks/o-hook/deliveries?status=delivered', (page) => page.items.length > 0);
await call('DELETE', '/v1/webhooks/o-hook');
receiver.close();

// Workflows: one that fails (there is no such webhook), one that is cancelled.
const failing = { workflow_id: 'o-flow', name: 'Flow', trigger: { type: 'manual' }, steps: [{ id: 'send', type: 'webhook', webhook_id: 'o-none' }] };
await call('POST', '/v1/workflows', failing);
await call('POST', '/v1/workflows', failing, { expect: [409] });
await call('POST', '/v1/workflows', { name: 'n', trigger: { type: 'manual' }, steps: [] }, { expect: [400] });
await call('GET', '/v1/workflows');
await call('GET', '/v1/workflows/o-flow');
const { body: failed } = await call('POST', '/v1/workflows/o-flow/executions', { input: { speed: 1 } });
await until(`/v1/workflows/o-flow/executions/${failed.execution_id}`, (e) => e.status === 'failed');
await call('POST', `/v1/workflows/o-flow/executions/${failed.execution_id}/retry`);
await call('GET', '/v1/workflows/o-flow/executions?limit=5');
await call('PUT', '/v1/workflows/o-flow', { ...failing, steps: [{ id: 'wait', type: 'delay', seconds: 3600 }] });
const { body: waiting } = await call('POST', '/v1/workflows/o-flow/executions', {});
await call('POST', `/v1/workflows/o-flow/executions/${waiting.execution_id}/cancel`);
await call('POST', `/v1/workflows/o-flow/executions/${waiting.execution_id}/retry`, undefined, { expect: [409] });
await call('DELETE', '/v1/workflows/o-flow');

// Traffic.
const spot = { lat: 10.7769, lon: 106.7009 };
const square = { type: 'Polygon', coordinates: [[[106.69, 10.77], [106.71, 10.77], [106.71, 10.79], [106.69, 10.79], [106.69, 10.77]]] };
await call('POST', '/v1/traffic/zones', { zone_id: 'o-zone', name: 'Centre', geometry: square, roads: ['Main'] });
await call('PUT', '/v1/traffic/zones/o-zone', { name: 'Centre', geometry: square });
await call('POST', '/v1/traffic/cameras', [{ camera_id: 'o-camera', location: spot }, { camera_id: 'x', location: { lat: 91, lon: 0 } }]);
await call('PUT', '/v1/traffic/cameras/o-camera', { location: spot, free_flow_speed: 60 });
await call('POST', '/v1/traffic/cameras/o-camera/heartbeat', { health: { fps: 25 } });
await call('POST', '/v1/traffic/detections', { camera_id: 'o-camera', average_speed: 35.5, vehicle_types: { car: 28 }, occupancy: 0.65 });
await call('POST', '/v1/traffic/accidents', { id: 'o-accident', location: spot, severity: 'severe' });
await call('PATCH', '/v1/traffic/accidents/o-accident', { status: 'investigating' });
await call('POST', '/v1/traffic/weather', { location: spot, temperature: 31 });
await call('POST', '/v1/traffic/weather/alerts', { alert_type: 'heavy_rain', severity: 'warning', start_time: at(0), end_time: new Date(Date.now() + 3600_000).toISOString() });
await call('POST', '/v1/traffic/air-quality', { location: spot, pollutants: { pm25: 60 } });
for (const list of ['cameras', 'zones', 'accidents', 'weather', 'weather/alerts', 'air-quality', 'alerts', 'history', 'history?format=ndjson', 'history?channels=traffic.flow', 'cameras/o-camera', 'zones/o-zone', 'accidents/o-accident', 'cameras/o-camera/flow']) {
  await call('GET', `/v1/traffic/${list}`);
}
await call('GET', '/v1/traffic/cameras/none', undefined, { expect: [404] });
await call('POST', '/v1/traffic/accidents/o-accident/resolve', { resolution: 'cleared' });
await call('POST', '/v1/traffic/accidents/o-accident/resolve', { resolution: 'false_alarm' }, { expect: [409] });
await call('DELETE', '/v1/traffic/cameras/o-camera');
await call('DELETE', '/v1/traffic/zones/o-zone');

// Many fences, and who is in one.
await call('POST', '/v1/geofences/bulk', { geofences: [{ geofence_id: 'o-bulk', name: 'Bulk', circle: { center: { latitude: 10.005, longitude: 20 }, radius_m: 2000 } }, { name: 'Nowhere' }] });
await call('POST', '/v1/geofences/bulk', {}, { expect: [400] });
await call('GET', '/v1/geofences/o-bulk/inside');
await call('DELETE', '/v1/geofences/o-bulk');

await call('GET', '/v1/admin/connections');
await call('DELETE', '/v1/admin/connections/none', undefined, { expect: [404] });
await call('DELETE', '/v1/admin/connections', undefined);
const { body: audit } = await call('GET', '/v1/admin/audit?limit=2&action=key_created,key_rotated,key_revoked');
if (audit.items.map((row) => row.action).join() !== 'key_revoked,key_rotated') say({ sample: 'openapi', failed: 'the audit has other rows', audit });
await call('GET', '/v1/admin/audit?action=moonrise', undefined, { expect: [400] });
await call('GET', '/v1/admin/cluster', undefined, { as: root });
for (const path of ['/osmand?id=o-osmand&lat=1&lon=2', '/health/live', '/health/ready']) {
  if (templates.some(([t]) => t === path.split('?')[0])) await call('GET', path);
}
if (uncalled.has('POST /osmand')) await call('POST', '/osmand?id=o-osmand&lat=1&lon=3');
for (const item of ['trips/o-trip', 'geofences/o-fence', 'drivers/o-driver', 'vehicles/o-vehicle']) await call('DELETE', `/v1/${item}`);

say({ sample: 'openapi', uncalled: [...uncalled] });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
