// Alerts, hours of duty and traffic on the dashboard, against the gateway of FLEET_URL and FLEET_KEY; FLEET_VIEWER is a viewer's token.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { Cable } from './cable.mjs';
import { call, Car, key, launch, pictures, seriousFaults, url, viewer } from './fleet.mjs';

const square = (lat, lng, half) => ({
  type: 'Polygon', coordinates: [[[lng - half, lat - half], [lng + half, lat - half], [lng + half, lat + half], [lng - half, lat + half], [lng - half, lat - half]]],
});

describe('alerts, duty and traffic', { skip: url ? false : 'FLEET_URL is not set', timeout: 120_000 }, () => {
  const cable = url && new Cable(url);
  const bus = new Car('bus-9', 8.6);
  const faults = [];
  let address, browser, page, jammed; // a whole second, as the slider has them, in which the accident is severe
  const picture = (name) => page.screenshot({ path: `${pictures}/${name}.png` });
  const tab = (name) => page.getByRole('tab', { name }).click();
  const open = async (path, credential) => {
    const made = await browser.newPage({ viewport: { width: 1280, height: 800 }, timezoneId: 'Europe/Zurich' });
    made.setDefaultTimeout(20_000);
    made.on('pageerror', (error) => faults.push(error.stack));
    made.on('console', (line) => /Content Security Policy|Refused to/.test(line.text()) && faults.push(line.text()));
    await made.addInitScript(() => localStorage.setItem('fleet.intro', 'read'));
    await made.goto(`${address}${path}#key=${credential}`);
    await made.locator('.connection.connected').waitFor();
    return made;
  };
  const measure = (average_speed, timestamp = new Date().toISOString()) =>
    call('POST', '/v1/traffic/detections', { camera_id: 'cam-1', timestamp, intensity: 20, average_speed, occupancy: 0.2 });

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    address = await cable.plug();
    await call('POST', '/v1/vehicles', { vehicle_id: bus.id, name: 'Bus Nine', driver_id: 'bus-9-driver' });
    await call('POST', '/v1/drivers', { driver_id: 'bus-9-driver', name: 'Ben Holt' });
    await call('POST', '/v1/trips', { trip_id: 'line-9', vehicle_id: bus.id, driver_id: 'bus-9-driver' });
    await bus.drive(5, { trip_id: 'line-9' });
    await call('PUT', '/v1/traffic/zones/old-town', { name: 'Old <b>town</b>', geometry: square(47.37, 8.6, 0.006), roads: ['Main street'], free_flow_speed: 60 });
    await call('PUT', '/v1/traffic/cameras/cam-1', { name: 'Bridge', location: { lat: 47.371, lon: 8.603 }, road: 'Main street', free_flow_speed: 60 });
    await measure(58);
    browser = await launch();
    page = await open('/?measure', key);
  });

  after(async () => {
    await browser?.close();
    cable.unplug();
  });

  test('zone and camera are on the map and in words, and turn when the road jams', async () => {
    await tab('Traffic');
    await page.locator('[data-zone=old-town]').click();
    await page.locator('.map .zone').waitFor({ state: 'attached' });
    await page.locator('[data-camera=cam-1][data-level=low]').filter({ hasText: '58 km/h' }).waitFor();
    await page.locator('.map .camera.level-low').waitFor({ state: 'attached' });
    await measure(9);
    await page.locator('[data-camera=cam-1][data-level=high]').filter({ hasText: 'jammed, 9 km/h' }).waitFor();
    await page.locator('.map .camera.level-high').waitFor({ state: 'attached' });
    await page.locator('[data-zone=old-town][data-level=high]').filter({ hasText: 'Old <b>town</b>' }).waitFor();
    await page.locator('.map .zone.level-high').waitFor({ state: 'attached' });
  });

  test('an accident appears with its sign, changes, and goes when it is resolved', async () => {
    await call('POST', '/v1/traffic/accidents', { id: 'acc-1', location: { lat: 47.3705, lon: 8.599 }, severity: 'moderate', description: 'two cars <i>', road: 'Main street' });
    await page.locator('[data-accident=acc-1]').filter({ hasText: 'two cars <i>' }).waitFor();
    await page.locator('.map .accident.moderate').waitFor();
    await call('PATCH', '/v1/traffic/accidents/acc-1', { severity: 'severe' });
    await page.locator('.map .accident.severe').waitFor();
    jammed = Math.ceil(Date.now() / 1_000) * 1_000;
    await picture('12-traffic');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('13-traffic-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('after a cut the traffic of meanwhile is made good', async () => {
    cable.cut();
    await page.getByText('offline, comes back').waitFor();
    await page.waitForFunction((second) => Date.now() > second, jammed);
    await call('POST', '/v1/traffic/accidents/acc-1/resolve', {});
    await call('PUT', '/v1/traffic/cameras/cam-2', { name: 'Station', location: { lat: 47.369, lon: 8.598 } });
    cable.mend();
    await page.locator('[data-camera=cam-2]').waitFor({ timeout: 40_000 });
    await page.locator('[data-accident=acc-1]').waitFor({ state: 'detached' });
    await page.locator('.connection.connected').waitFor({ timeout: 40_000 });
  });

  test('a replay shows the traffic of its time', async () => {
    const local = (ms) => page.evaluate((at) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 19), ms);
    const from = jammed - 60_000;
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.locator('[type=datetime-local]').first().fill(await local(from));
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('1');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByText(/^The past: /).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('slider', { name: 'Time' }).fill(String(jammed));
    await page.locator('.map .accident.severe').waitFor();
    await page.locator('[data-accident=acc-1]').filter({ hasText: 'two cars <i>' }).waitFor();
    await page.locator('[data-zone=old-town][data-level=high]').waitFor();
    await picture('13-traffic-replayed');
    await page.getByRole('slider', { name: 'Time' }).press('Home');
    await page.locator('.map .accident').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Back to live' }).click();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.locator('[data-camera=cam-2]').waitFor();
  });

  test('what a key may not read or change is not offered, and the rest is there', async () => {
    const { api_key } = await call('POST', '/v1/api-keys', { name: 'narrow', role: 'viewer', permissions: { channels: { fleet_overview: 'none', trip_updates: 'none', alerts: 'admin_only' } } });
    const narrow = await open('/', api_key);
    await narrow.getByText('org_123, viewer').waitFor();
    assert.deepEqual(await narrow.getByRole('tab').allInnerTexts(), ['Vehicles', 'Safety', 'Drivers', 'Fences', 'Traffic']);
    await narrow.getByRole('tab', { name: 'Fences' }).click();
    await narrow.getByText('looked at, not changed').waitFor();
    assert.equal(await narrow.getByRole('button', { name: /^(Draw|Edit|Delete)/ }).count(), 0);
    await narrow.close();
  });

  test('the layer is switched off, stays off, and comes back', async () => {
    const layer = page.getByRole('switch', { name: 'Traffic on the map' });
    await layer.click();
    await page.locator('.map .zone').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.map .camera').count(), 0);
    await page.reload();
    await page.locator('.connection.connected').waitFor();
    await tab('Traffic');
    assert.equal(await layer.isChecked(), false);
    await layer.click();
    await page.locator('.map .zone').waitFor({ state: 'attached' });
  });

  test('the map opens where it was left', async () => {
    await page.evaluate(() => globalThis.fleetMeasure.setView(47.3741, 8.6021, 14));
    const before = await page.evaluate(() => globalThis.fleetMeasure.pixel(47.3741, 8.6021));
    await page.reload();
    await page.locator('.connection.connected').waitFor();
    await page.locator('[data-vehicle=bus-9]').waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.fleetMeasure.pixel(47.3741, 8.6021)), before);
  });

  test('an alert is raised, acknowledged with a note, and the server knows by whom', async () => {
    await tab('Safety');
    await bus.brake('critical');
    const alert = page.locator('[data-alert][data-status=active]').filter({ hasText: 'Bus Nine' }).first();
    await alert.waitFor();
    const id = await alert.getAttribute('data-alert');
    await page.locator('.event .of-alert').first().waitFor();
    await alert.locator('.row').click();
    await page.getByLabel('Note').fill('driver called');
    await picture('14-alert');
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.locator(`[data-alert="${id}"][data-status=acknowledged]`).waitFor();
    const { status, history } = await call('GET', `/v1/alerts/${id}`);
    assert.deepEqual([status, history.at(-1).status, history.at(-1).note], ['acknowledged', 'acknowledged', 'driver called']);
  });

  test('what somebody else resolves is seen, and the link of a message opens its alert', async () => {
    await call('POST', '/v1/alert-rules', { rule_id: 'low-fuel', name: 'Tank <i>nearly</i> empty', events: ['safety_event'], condition: { field: 'event', operator: 'eq', value: 'harsh_acceleration' }, priority: 'urgent' });
    await bus.drive(1, { trip_id: 'line-9' });
    await call('POST', '/v1/events', { vehicle_id: bus.id, type: 'harsh_acceleration', severity: 'low', timestamp: bus.now, location: { latitude: bus.lat, longitude: bus.lng } });
    const alert = page.locator('[data-alert][data-status=active]').filter({ hasText: 'Tank <i>nearly</i> empty' });
    await alert.waitFor();
    const id = await alert.getAttribute('data-alert');

    const linked = await open(`/alerts/${id}?measure`, viewer);
    await linked.getByText('raised').first().waitFor();
    assert.equal(new URL(linked.url()).pathname, `/alerts/${id}`);
    await linked.waitForFunction(() => globalThis.fleetMeasure?.place('bus-9')?.x > 330); // the map is where it happened, and the vehicle on it
    await linked.getByText('With the role viewer alerts are looked at').waitFor();
    assert.equal(await linked.getByRole('button', { name: /Acknowledge|Resolve/ }).count(), 0);
    await linked.screenshot({ path: `${pictures}/15-alert-viewer.png` });
    await linked.close();

    await call('POST', `/v1/alerts/${id}/resolve`, { note: 'filled up' });
    await alert.waitFor({ state: 'detached' });
    await page.getByLabel('show dealt with').check();
    await page.locator(`[data-alert="${id}"][data-status=resolved]`).waitFor();
  });

  test('a link to an alert that is not there says so', async () => {
    const lost = await open('/alerts/no-such-alert', key);
    await lost.getByText('There is no such alert').waitFor();
    await lost.close();
  });

  test('the hours of duty of a driver are there, and change when they run out', async () => {
    await tab('Drivers');
    await page.locator('[data-driver=bus-9-driver]').click();
    const clock = page.getByRole('region', { name: 'Hours of duty' });
    await clock.getByText('Driving').first().waitFor();
    const [{ driving_seconds_left: left }] = [await call('GET', '/v1/drivers/bus-9-driver/duty')];
    const hours = (seconds) => `${Math.floor(Math.round(seconds / 60) / 60)} h ${Math.round(seconds / 60) % 60} min`;
    assert.ok((await clock.innerText()).includes(hours(left)), `${await clock.innerText()} has no ${hours(left)}`);
    // On duty for 13 h 50 min: the window has 10 minutes left, which the server tells, and the page shows at once.
    await call('POST', '/v1/drivers/bus-9-driver/duty', { status: 'on_duty', at: new Date(bus.began - (13 * 60 + 50) * 60_000).toISOString() });
    await clock.locator('.short').filter({ hasText: 'Window' }).waitFor();
    await picture('16-duty');
  });

  test('no serious accessibility fault, light or dark, and a phone has room', async () => {
    for (const name of ['Drivers', 'Safety', 'Traffic']) {
      await tab(name);
      for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: scheme });
        assert.deepEqual(await seriousFaults(page), [], `${name}, ${scheme}`);
      }
    }

    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= 390);
    await picture('17-phone-traffic');
    await tab('Safety');
    await picture('18-phone-alerts');
  });

  test('nothing went wrong in the page meanwhile', () => assert.deepEqual(faults, []));
});
