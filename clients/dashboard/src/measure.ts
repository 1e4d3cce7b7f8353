import type { LiveFleet } from './liveFleet.js';
import type { FleetMap } from './map/fleetMap.js';

/** With `?measure` the page writes its own frame times into the corner, and into `fleetMeasure` for whoever drives the browser. */
export function measureWhereAsked(live: LiveFleet, map: FleetMap): void {
  if (!new URLSearchParams(location.search).has('measure')) return;
  let messages = 0;
  live.client.on('message', () => messages++);
  const box = document.createElement('output');
  box.className = 'measure';
  document.body.append(box);
  const read = () => ({ ...map.times.read(), ...map.shown, vehicles: live.moving.vehicles.size, messages });
  setInterval(() => {
    const m = read();
    box.textContent = `${m.vehicles} vehicles, ${m.singles} single, ${m.clusters} clusters · frame p50 ${m.p50} p95 ${m.p95} p99 ${m.p99} ms · drawing p95 ${m.workP95} ms`;
  }, 1_000);
  Object.assign(globalThis, { fleetMeasure: { read, reset: () => map.times.reset(), setView: (lat: number, lng: number, zoom: number) => map.map.setView([lat, lng], zoom, { animate: false }) } });
}
