import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alert, LocationUpdate } from '@fleet-orleans/client';
import { Alerts, alertOfAddress } from '../src/alerts.js';
import type { AlertView, Api, Coordinates } from '../src/api.js';
import { cluster } from '../src/clusters.js';
import { FrameTimes } from '../src/frameTimes.js';
import { beyond, cutRing } from '../src/map/antimeridian.js';
import { Traffic } from '../src/traffic.js';
import { levelOf } from '../src/trafficBook.js';
import { PastTraffic } from '../src/pastTraffic.js';
import { MovingFleet, type MovingVehicle } from '../src/movingFleet.js';
import { metersBetween, worldX, worldY } from '../src/world.js';

const update = (vehicle: string, second: number, latitude: number, longitude = 0): LocationUpdate => ({
  type: 'location_update', timestamp: `2024-04-13T10:30:${String(second).padStart(2, '0')}Z`, vehicle_id: vehicle, event_id: `${vehicle}${second}`,
  location: { latitude, longitude, speed: 50 }, timestamp_server: '', geofence_status: [], derived: {},
});

test('the world is a square with the equator in its middle', () => {
  assert.deepEqual([worldX(-180), worldX(0), worldX(180), worldY(0)], [0, 0.5, 1, 0.5]);
  assert.ok(Math.abs(worldY(85.0511287798)) < 1e-9);
  assert.equal(worldY(90), worldY(85.0511287798));
});

test('a degree of the equator is 111.2 km', () => {
  assert.ok(Math.abs(metersBetween({ lat: 0, lng: 0 }, { lat: 0, lng: 1 }) - 111_195) < 1);
});

test('a vehicle glides from report to report and stands where it was reported last', () => {
  const fleet = new MovingFleet();
  fleet.apply(update('a', 0, 0, 0), 0);
  fleet.apply(update('a', 1, 0, 0.001), 1_000);
  const a = fleet.vehicles.get('a')!;
  assert.ok(fleet.advance(1_500));
  assert.ok(Math.abs(a.x - (worldX(0) + worldX(0.001)) / 2) < 1e-12);
  fleet.advance(2_000);
  assert.equal(a.x, worldX(0.001));
  assert.equal(fleet.advance(3_000), false);
});

test('a jump is not driven through, and an older report moves nothing', () => {
  const fleet = new MovingFleet();
  fleet.apply(update('a', 5, 0, 0), 0);
  fleet.apply(update('a', 6, 0, 20), 1_000);
  fleet.advance(1_001);
  assert.equal(fleet.vehicles.get('a')!.x, worldX(20));
  fleet.apply(update('a', 4, 0, 0), 2_000);
  fleet.advance(9_000);
  assert.equal(fleet.vehicles.get('a')!.x, worldX(20));
});

test('who is in the box and was not found there again is forgotten; who is outside stays', () => {
  const fleet = new MovingFleet();
  fleet.apply(update('gone', 0, 0, 0), 0);
  fleet.apply(update('elsewhere', 0, 0, 50), 0);
  fleet.apply(update('found', 0, 0, 1), 100);
  fleet.forgetUnseen(worldX(-10), worldY(10), worldX(10), worldY(-10), 50);
  assert.deepEqual([...fleet.vehicles.keys()], ['elsewhere', 'found']);
});

test('no more vehicles are kept than may be, and trails are bounded', () => {
  const fleet = new MovingFleet(2);
  for (const id of ['a', 'b', 'c']) fleet.apply(update(id, 0, 0), 0);
  assert.equal(fleet.vehicles.size, 2);
  for (let i = 0; i < 500; i++) {
    fleet.apply(update('a', 0, 0, i * 1e-5), i * 1_000);
    fleet.advance(i * 1_000 + 900);
  }

  assert.equal(fleet.vehicles.get('a')!.trail.length, 360);
});

test('clusters count everybody once, and a cell of few is shown one by one', () => {
  const at = (x: number, y: number): MovingVehicle => ({ x, y, speed: x > 0.5 ? 50 : 0 }) as MovingVehicle;
  const crowd = Array.from({ length: 10 }, (_, i) => at(0.71 + i * 1e-4, 0.71));
  const { clusters, singles } = cluster([...crowd, at(0.1, 0.1), at(0.1, 0.11)], 0.05);
  assert.equal(singles.length, 2);
  assert.deepEqual(clusters.map((c) => [c.count, c.moving]), [[10, 10]]);
  assert.ok(Math.abs(clusters[0]!.x - 0.71045) < 1e-9);
});

test('percentiles are those of the frames that were measured', () => {
  const times = new FrameTimes();
  for (let i = 1; i <= 100; i++) times.add(i, i / 10, i % 2 === 0);
  const { frames, all, painted, p50, p95, longest, workP95 } = times.read();
  assert.deepEqual([frames, all, painted, p50, p95, longest, workP95], [100, 100, 50, 51, 96, 100, 9.6]);
});

// --- antimeridian ---------------------------------------------------------------------------------------------------

const area = (ring: Coordinates) => Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0)) / 2;

test('a ring over ±180 becomes one on each side, with the same area and no step across the world', () => {
  const pieces = cutRing([[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]);
  assert.deepEqual(pieces.map((p) => [Math.min(...p.map(([x]) => x)), Math.max(...p.map(([x]) => x))]), [[170, 180], [-180, -170]]);
  assert.deepEqual(pieces.map(area), [100, 100]);
});

test('a ring around a pole is closed over it, and one that crosses nothing stays as it is', () => {
  const [south] = cutRing([[-180, -70], [-90, -70], [0, -70], [90, -70], [180, -70], [-180, -70]]);
  assert.equal(area(south!), 360 * 20);
  const town: Coordinates = [[8, 47], [9, 47], [9, 48], [8, 47]];
  assert.deepEqual(cutRing(town), [town]);
});

test('beyond ±180 the map goes on with what is on the other side', () => {
  const [seen] = beyond([[110, 0], [180, 0], [180, 10], [110, 10], [110, 0]]);
  assert.deepEqual([Math.min(...seen!.map(([x]) => x)), Math.max(...seen!.map(([x]) => x)), area(seen!)], [-240, -180, 600]);
  assert.deepEqual(beyond([[8, 47], [9, 47], [9, 48], [8, 47]]), []);
});

test('nothing of the bundled coast steps across the world once it is cut, and something did before', async () => {
  const { readFileSync } = await import('node:fs');
  const { createRequire } = await import('node:module');
  const { feature } = await import('topojson-client');
  const topology = JSON.parse(readFileSync(createRequire(`${process.cwd()}/package.json`).resolve('world-atlas/land-50m.json'), 'utf8')) as Parameters<typeof feature>[0];
  const land = feature(topology, topology.objects['land']!);
  const rings = ('features' in land ? land.features.map((f) => f.geometry) : [land.geometry])
    .flatMap((g) => (g.type === 'MultiPolygon' ? g.coordinates.flat() : g.type === 'Polygon' ? g.coordinates : [])) as Coordinates[];
  const steps = (all: Coordinates[]) => all.filter((r) => r.some(([x, y], i) => i > 0 && y > -89 && Math.abs(x - r[i - 1]![0]) > 180)).length;
  assert.ok(steps(rings) > 0);
  assert.equal(steps(rings.flatMap(cutRing)), 0);
});

// --- alerts ---------------------------------------------------------------------------------------------------------

const raised = (id: string, status: 'active' | 'acknowledged' | 'resolved', by?: string): Alert => ({
  type: 'alert', timestamp: '2024-04-13T10:30:00Z', event_id: `${id}-${status}`, alert_id: id, rule_id: 'r', priority: 'high', title: 't', message: 'm', vehicle_id: 'van',
  status: status === 'active' ? 'raised' : status, ...(by && { by }),
  alert: {
    id, rule_id: 'r', rule_name: 'r', rule_version: 1, priority: 'high', status, timestamp: `2024-04-13T10:30:0${id.length}Z`, channels: [], suppressed: 0, escalations: 0,
    event_data: { event_id: 'e', type: 'safety_event', timestamp: '2024-04-13T10:30:00Z' },
  },
});

test('an acknowledged alert is not taken back by an older word of it', () => {
  const alerts = new Alerts({} as Api);
  alerts.hear(raised('a', 'active'));
  alerts.hear(raised('a', 'acknowledged', 'Ada'));
  alerts.hear(raised('a', 'active'));
  assert.deepEqual(alerts.items.current.map((a) => [a.status, a.by]), [['acknowledged', 'Ada']]);
});

test('what is open here and not on the server has been dealt with meanwhile', async () => {
  const view = (a: Alert, status: AlertView['status']): AlertView => ({ ...a.alert, status, alert_id: a.alert_id, title: 't', message: 'm', history: [] });
  const api = { list: async () => [view(raised('bb', 'active'), 'active')], get: async () => view(raised('a', 'resolved'), 'resolved') } as unknown as Api;
  const alerts = new Alerts(api);
  alerts.hear(raised('a', 'active'));
  await alerts.load();
  assert.deepEqual(alerts.items.current.map((a) => [a.alert_id, a.status]), [['bb', 'active'], ['a', 'resolved']]);
});

test('the address of a message leads to its alert', () => {
  assert.deepEqual(['/alerts/al%2F1', '/', '/alerts/', '/alerts/a/b', '/alerts/%'].map(alertOfAddress), ['al/1', undefined, undefined, undefined, undefined]);
});

// --- traffic --------------------------------------------------------------------------------------------------------

test('messages of the traffic socket make the state: older flow changes nothing, what is over is gone', () => {
  const due: (() => void)[] = [];
  const clock = { now: () => 0, setTimeout: (f: () => void) => due.push(f), clearTimeout: () => {}, random: () => 0 };
  const traffic = new Traffic('flt_live_x', { list: async () => [] } as unknown as Api, clock);
  const flow = (second: number, congestion_level: string) => traffic.apply('traffic.flow', `2024-04-13T10:30:0${second}Z`, { camera_id: 'c', location: { lat: 1, lon: 2 }, congestion_level });
  flow(5, 'high');
  flow(4, 'low');
  traffic.apply('accidents.new', '', { id: 'x', location: { lat: 1, lon: 2 }, severity: 'severe', status: 'reported', road: 'A1' });
  traffic.apply('accidents.update', '', { id: 'x', location: { lat: 1, lon: 2 }, severity: 'critical', status: 'confirmed' });
  due.forEach((f) => f());
  const { cameras, accidents } = traffic.state.current;
  assert.equal(levelOf(cameras.get('c')!), 'high');
  assert.deepEqual([accidents.get('x')!.severity, accidents.get('x')!.road], ['critical', 'A1']);
  traffic.apply('cameras.status', '', { camera_id: 'c', status: 'inactive' });
  traffic.apply('accidents.resolved', '', { id: 'x' });
  due.splice(0).forEach((f) => f());
  assert.deepEqual([levelOf(traffic.state.current.cameras.get('c')!), traffic.state.current.accidents.size], ['unknown', 0]);
});

test('the roads are as they were then, forwards and back, and what began before is there', async () => {
  const at = (minute: number) => Date.parse('2026-11-21T12:00:00Z') + minute * 60_000;
  const told = (minute: number, type: string, data: object) => ({ type, timestamp: new Date(at(minute)).toISOString(), data });
  const asked: string[] = [];
  const rows: Record<string, unknown[]> = {
    '/v1/traffic/cameras': [{ camera_id: 'c', name: 'Bridge', status: 'inactive', location: { lat: 1, lon: 1 }, flow: { timestamp: 'now', congestion_level: 'high' } }],
    '/v1/traffic/zones': [{ zone_id: 'z', name: 'Town', congestion: { level: 'high', affected_roads: [], alternative_routes: [] } }],
    accidents: [told(7, 'accidents.resolved', { id: 'a' }), told(5, 'accidents.update', { id: 'a', severity: 'severe' }), told(-90, 'accidents.new', { id: 'a', severity: 'minor', location: { lat: 1, lon: 1 } }), told(-95, 'accidents.update', { id: 'older', severity: 'minor' })],
    'congestion,cameras.status': [told(4, 'congestion.update', { zone_id: 'z', level: 'moderate', affected_roads: [], alternative_routes: [] }), told(-30, 'congestion.update', { zone_id: 'z', level: 'low', affected_roads: [], alternative_routes: [] })],
    'traffic.flow': [told(3, 'traffic.flow', { camera_id: 'c', congestion_level: 'moderate' })],
  };
  const past = new PastTraffic({ list: async (path: string) => (asked.push(path), rows[path] ?? rows[/channels=([^&]+)/.exec(path)![1]!]!) } as unknown as Api);
  const seen = () => {
    const { cameras, zones, accidents } = past.state.current;
    return [[...cameras.values()].map(levelOf).join(), [...zones.values()].map((z) => z.congestion.level).join(), [...accidents.values()].map((a) => a.severity).join()];
  };
  await past.load(at(0), at(10));
  assert.deepEqual(seen(), ['unknown', 'low', 'minor']);
  past.show(at(6));
  assert.deepEqual(seen(), ['moderate', 'moderate', 'severe']);
  past.show(at(8));
  assert.deepEqual(seen(), ['moderate', 'moderate', '']);
  past.show(at(1));
  assert.deepEqual(seen(), ['unknown', 'low', 'minor']);
  const before = asked.length;
  await past.load(at(0), at(10));
  assert.equal(asked.length, before, 'once for a range');
  past.clear();
  assert.deepEqual(seen(), ['', '', '']);
});
