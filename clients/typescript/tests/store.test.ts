import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FleetStore, type FleetStatus, type InitialData, type LocationUpdate, type SafetyEvent } from '../src/index.js';
import { ManualClock } from './manualClock.js';

const update = (vehicle: string, second: number, more: Partial<LocationUpdate> = {}): LocationUpdate => ({
  type: 'location_update', timestamp: `2024-04-13T10:30:0${second}Z`, vehicle_id: vehicle, event_id: `${vehicle}:${second}`,
  location: { latitude: second, longitude: 0, speed: 10 * second }, timestamp_server: '', geofence_status: [], derived: {}, ...more,
});
const safety = (second: number) => ({ type: 'safety_event', event_id: `s${second}`, timestamp: `2024-04-13T10:30:0${second}Z` }) as SafetyEvent;

const make = (options = {}) => {
  const clock = new ManualClock();
  const store = new FleetStore({ clock, ...options });
  return { clock, store, data: () => (clock.advance(100), store.getSnapshot()) };
};

test('the newest position counts; late ones are history', () => {
  const { store, data } = make();
  store.apply(update('a', 2, { trip_id: 't' }));
  store.apply(update('a', 1));
  assert.deepEqual(data().vehicles.map((v) => [v.id, v.location.latitude, v.current_speed, v.trip_id]), [['a', 2, 20, 't']]);
  store.apply(update('a', 3));
  assert.equal(data().vehicles[0]!.trip_id, undefined);
});

test('fleet status adds what positions do not say, and does not move a vehicle back', () => {
  const { store, data } = make();
  store.apply(update('a', 5));
  store.apply({
    type: 'fleet_status', timestamp: '', organization_id: 'o', summary: {} as FleetStatus['summary'],
    vehicles: [{ vehicle_id: 'a', status: 'active', current_speed: 50, fuel_level: 0.5, last_location: { latitude: 1, longitude: 1, timestamp: '2024-04-13T10:30:01Z' } }],
  });
  const [a] = data().vehicles;
  assert.deepEqual([a!.status, a!.fuel_level, a!.location.latitude], ['active', 0.5, 5]);
});

test('events are newest first, each once, and bounded', () => {
  const { store, data } = make({ maxEvents: 3 });
  store.apply(safety(3));
  store.apply({ type: 'initial_data', safety_events: [safety(1), safety(3), safety(2)] } as unknown as InitialData);
  store.apply(safety(4));
  assert.deepEqual(data().safetyEvents.map((e) => e.event_id), ['s4', 's3', 's2']);
});

test('what was superseded is no longer there', () => {
  const { store, data } = make();
  store.apply(safety(1));
  store.apply(safety(2));
  store.apply({ type: 'event_superseded', timestamp: '', event_id: 's1', revision: 2 });
  assert.deepEqual(data().safetyEvents.map((e) => e.event_id), ['s2']);
});

test('listeners hear once for many changes, and snapshots stay the same until then', () => {
  const { clock, store } = make();
  let heard = 0;
  store.subscribe(() => heard++);
  const before = store.getSnapshot();
  for (const second of [1, 2, 3]) store.apply(update('a', second));
  assert.equal(store.getSnapshot(), before);
  clock.advance(100);
  assert.equal(heard, 1);
  assert.notEqual(store.getSnapshot(), before);
  assert.equal(store.getSnapshot(), store.getSnapshot());
});

test('vehicles are bounded; who was silent longest leaves', () => {
  const { store, data } = make({ maxVehicles: 2 });
  for (const id of ['a', 'b', 'a', 'c']) store.apply(update(id, 1));
  assert.deepEqual(data().vehicles.map((v) => v.id), ['a', 'c']);
});

test('replayed messages change nothing', () => {
  const { store, data } = make();
  store.apply(update('a', 1, { replay: true }));
  assert.equal(data().vehicles.length, 0);
});
