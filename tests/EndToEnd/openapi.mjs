// Calls every operation that /openapi/v1.json knows and validates the answers against it: the status is one that is
// documented, and the body is what its schema says. Arguments: URL, admin's key, superuser's token.
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
const rotated = await call('POST', `/v1/api-keys/${made.body.key_id}/rotate`, { grace_seconds: 10 });
await call('DELETE', `/v1/api-keys/${rotated.body.key_id}`);
await call('GET', '/v1/vehicles', undefined, { as: rest(url, rotated.body.api_key), expect: [401] });

await call('POST', '/v1/notifications', { user_ids: ['ada'], title: 'Hello', message: 'You', type: 'trip' });
await call('POST', '/v1/notifications/broadcast', { message: 'All' });
await call('GET', '/v1/notifications');
await call('POST', '/v1/notifications/none/read', undefined, { expect: [200, 204, 404] });
await call('GET', '/v1/admin/connections');
await call('DELETE', '/v1/admin/connections/none', undefined, { expect: [404] });
await call('DELETE', '/v1/admin/connections', undefined);
await call('GET', '/v1/admin/cluster', undefined, { as: root });
for (const path of ['/osmand?id=o-osmand&lat=1&lon=2', '/health/live', '/health/ready']) {
  if (templates.some(([t]) => t === path.split('?')[0])) await call('GET', path);
}
if (uncalled.has('POST /osmand')) await call('POST', '/osmand?id=o-osmand&lat=1&lon=3');
for (const item of ['trips/o-trip', 'geofences/o-fence', 'drivers/o-driver', 'vehicles/o-vehicle']) await call('DELETE', `/v1/${item}`);

say({ sample: 'openapi', uncalled: [...uncalled] });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
