import type { LiveFleet } from './liveFleet.js';
import type { FleetMap } from './map/fleetMap.js';

const mostHeard = 20_000;

/**
 * With `?measure` the page measures itself: frame times in the corner, and `fleetMeasure` for whoever drives the browser
 * (tests/browser.test.mjs, operations.test.mjs, bench.mjs).
 */
export function measureWhereAsked(live: LiveFleet, map: FleetMap): void {
  if (!new URLSearchParams(location.search).has('measure')) return;
  let messages = 0;
  /** Vehicle and time of every point that came live, in the order of coming. */
  const heard: [string, string][] = [];
  live.client.on('message', (m) => {
    messages++;
    if (m.type === 'location_update' && !m.replay) heard.push([m.vehicle_id, m.timestamp]);
    if (m.type === 'location_batch') heard.push(...m.locations.map((l): [string, string] => [l.vehicle_id, l.location.timestamp ?? m.timestamp]));
    if (heard.length > 2 * mostHeard) heard.splice(0, heard.length - mostHeard); // seldom: it costs more than what is measured
  });
  const tasks: number[] = []; // of the last 200 that held the page up for 50 ms or more
  new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map((e) => Math.round(e.duration)));
    tasks.splice(0, tasks.length - 200);
  }).observe({ type: 'longtask' });
  document.querySelector('.measure')?.remove();
  const box = document.createElement('output');
  box.className = 'measure';
  document.body.append(box);
  const read = () => ({
    ...map.times.read(), ...map.shown, vehicles: live.moving.vehicles.size, messages, longTasks: tasks.length, longestTask: Math.max(0, ...tasks),
  });
  setInterval(() => {
    const m = read();
    box.textContent = `${m.vehicles} vehicles, ${m.singles} single, ${m.clusters} clusters · frame p50 ${m.p50} p95 ${m.p95} p99 ${m.p99} ms · drawing p95 ${m.workP95} ms`;
  }, 1_000);
  Object.assign(globalThis, {
    fleetMeasure: {
      read,
      reset: () => {
        map.times.reset();
        tasks.length = 0;
      },
      setView: (lat: number, lng: number, zoom: number) => void map.map.setView([lat, lng], zoom, { animate: false }),
      heard: (vehicle: string) => heard.filter(([id]) => id === vehicle).map(([, time]) => time),
      /** Where a vehicle is drawn, CSS pixels of the page. */
      place: (vehicle: string) => map.placeOf(vehicle),
      /** Where a place of the earth is, CSS pixels of the page. */
      pixel: (lat: number, lng: number) => map.pixelOf(lat, lng),
    },
  });
}
