// What the browser tests say to the gateway of FLEET_URL and FLEET_KEY, and how they open the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const { FLEET_URL: url, FLEET_KEY: key, FLEET_VIEWER: viewer, FLEET_PICTURES: pictures = 'TestResults' } = process.env;
export const home = { lat: 47.37, lng: 8.54 };

export const launch = () => chromium.launch({
  executablePath: process.env.FLEET_CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(), args: ['--no-sandbox'],
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in the page as it is, serious or critical. The map's pane is a picture. */
export async function seriousFaults(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => (await globalThis.axe.run({ exclude: ['.leaflet-pane', '.measure'] })).violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' ')}`));
}

export async function call(method, path, body) {
  const answer = await fetch(url + path, {
    method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }),
  });
  const said = answer.status === 204 ? undefined : await answer.json();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
  return said;
}

/** Drives north, a point a second of its own clock, which is never ahead of the real one. */
export class Car {
  began = Math.floor(Date.now() / 1000) * 1000 - 240_000;
  #time = this.began;
  constructor(id, lng = home.lng) {
    [this.id, this.lat, this.lng] = [id, home.lat, lng];
  }

  async drive(points, more = {}) {
    const batch = [];
    for (let i = 0; i < points; i++) {
      this.#time += 1_000;
      this.lat += 1e-4; // 11 m a second are 40 km/h
      batch.push({ vehicle_id: this.id, driver_id: `${this.id}-driver`, timestamp: this.now, location: { latitude: this.lat, longitude: this.lng, speed: 40, heading: 0, accuracy: 4 }, fuel_level: 0.6, ...more });
    }

    await call('POST', '/v1/locations', batch);
    return batch.map((p) => p.timestamp);
  }

  get now() {
    return new Date(this.#time).toISOString().replace('.000Z', 'Z');
  }

  brake(severity = 'high') {
    return call('POST', '/v1/events', {
      vehicle_id: this.id, type: 'harsh_braking', severity, timestamp: this.now, location: { latitude: this.lat, longitude: this.lng }, details: { deceleration: -5.2 },
    });
  }
}
