import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocationUpdate } from '@fleet-orleans/client';
import { cluster } from '../src/clusters.js';
import { FrameTimes } from '../src/frameTimes.js';
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
  for (let i = 1; i <= 100; i++) times.add(i, i / 10);
  const { frames, p50, p95, longest, workP95 } = times.read();
  assert.deepEqual([frames, p50, p95, longest, workP95], [100, 51, 96, 100, 9.6]);
});
