// The dashboard in headless Chromium against the gateway of FLEET_URL and FLEET_KEY (an operator's or admin's).
// FLEET_PICTURES is where screenshots go, FLEET_CHROMIUM another browser than the one on the PATH.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { Cable } from './cable.mjs';
import { call, Car, home, key, launch, pictures, seriousFaults, url } from './fleet.mjs';


describe('the dashboard', { skip: url ? false : 'FLEET_URL is not set', timeout: 120_000 }, () => {
  const cable = url && new Cable(url);
  const [van, truck] = [new Car('van-1'), new Car('truck-2', home.lng + 0.004)];
  const faults = [];
  let address, browser, page;
  const picture = (name) => page.screenshot({ path: `${pictures}/${name}.png` });
  const measured = (what, ...args) => page.evaluate(([w, a]) => globalThis.fleetMeasure[w](...a), [what, args]);
  const seen = (text) => page.locator(`#list :text("${text}")`).first().waitFor();
  const tab = (name) => page.getByRole('tab', { name }).click();

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    address = await cable.plug();
    await call('POST', '/v1/vehicles', { vehicle_id: van.id, name: 'Van One', plate_number: 'ZH 1', driver_id: 'van-1-driver' });
    await call('POST', '/v1/drivers', { driver_id: 'van-1-driver', name: 'Ada Berg' });
    await call('POST', '/v1/trips', {
      trip_id: 'tour-1', vehicle_id: van.id, driver_id: 'van-1-driver',
      planned_route: { distance_km: 3, estimated_duration_minutes: 6, waypoints: [{ latitude: 47.3712, longitude: home.lng, name: 'Bakery' }, { latitude: 47.4, longitude: home.lng, name: 'School' }] },
    });
    await van.drive(5, { trip_id: 'tour-1' });
    await truck.drive(5);
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, timezoneId: 'Europe/Zurich' });
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.stack));
    page.on('console', (line) => /Content Security Policy|Refused to/.test(line.text()) && faults.push(line.text()));
  });

  after(async () => {
    await browser?.close();
    cable.unplug();
  });

  test('a wrong key is refused in words, a right one opens the map', async () => {
    await page.goto(`${address}/?measure`);
    await page.getByLabel('API key or token').fill('flt_live_wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'not accepted' }).waitFor();
    await picture('1-login');
    await page.getByLabel('API key or token').fill(key);
    await page.keyboard.press('Enter');
    await page.locator('.connection.connected').waitFor();
    await seen('Van One');
    await page.getByText('org_123, admin').waitFor();
    await picture('1-first');
    await page.getByRole('button', { name: 'Understood' }).click(); // what a newcomer is told, until it is closed
    await page.getByText('This is your fleet').waitFor({ state: 'detached' });
    assert.ok(!page.url().includes(key));
  });

  test('a key in the address is taken out of it at once', async () => {
    const other = await browser.newPage();
    await other.goto(`${address}/#key=${key}`);
    await other.locator('.connection.connected').waitFor();
    assert.deepEqual(await other.evaluate(() => [location.href.includes('key'), sessionStorage.getItem('fleet.key')?.slice(0, 9)]), [false, 'flt_live_']);
    await other.close();
  });

  test('vehicles move, and where they are drawn is where they are', async () => {
    await page.waitForFunction(() => globalThis.fleetMeasure.place('van-1'));
    const first = await measured('place', van.id);
    await van.drive(5, { trip_id: 'tour-1' });
    await page.waitForFunction((y) => globalThis.fleetMeasure.place('van-1').y < y - 5, first.y);
    // What the page drew there is not nothing.
    await page.waitForFunction(() => {
      const at = globalThis.fleetMeasure.place('van-1');
      const canvas = document.querySelector('canvas.vehicles');
      const box = canvas.getBoundingClientRect();
      const ratio = canvas.width / box.width;
      return canvas.getContext('2d').getImageData((at.x - box.x) * ratio, (at.y - box.y) * ratio, 1, 1).data[3] > 200;
    });
  });

  test('a vehicle that is clicked tells its state, its trip and its speed', async () => {
    const at = await measured('place', van.id);
    await page.mouse.click(at.x, at.y);
    const panel = page.getByRole('region', { name: 'Vehicle Van One' });
    await panel.waitFor();
    await panel.getByText('Ada Berg').waitFor();
    await panel.getByText('Bakery, reached').waitFor();
    await panel.getByText('School, to come').waitFor();
    for (let i = 0; i < 4; i++) await van.drive(1, { trip_id: 'tour-1' });
    await panel.getByRole('img', { name: /^Speed, now 40 km\/h/ }).waitFor();
    await panel.getByText('60 %').waitFor();
    await picture('2-vehicle');
  });

  test('a harsh event is in the feed within a second', async () => {
    await tab('Safety');
    await van.drive(1, { trip_id: 'tour-1' });
    const times = [];
    for (let attempt = 0; attempt < 5 && !times.some((t) => t < 1_000); attempt++) {
      const rows = page.locator('.event.high, .event.critical');
      const before = await rows.count();
      const begun = performance.now();
      await van.brake();
      await rows.nth(before).waitFor();
      times.push(performance.now() - begun);
      await van.drive(1, { trip_id: 'tour-1' });
    }

    console.log(`harsh event: ${times.map((t) => t.toFixed(0)).join(', ')} ms from sending it to seeing it`);
    assert.ok(Math.min(...times) < 1_000, `${times} ms`);
    await picture('3-safety');
  });

  test('a fence that is drawn sees a vehicle enter', async () => {
    const [south, north] = [van.lat + 0.0006, van.lat + 0.0014];
    await measured('setView', van.lat + 0.0008, home.lng, 16);
    await tab('Fences');
    await page.getByRole('button', { name: 'Draw a polygon' }).click();
    for (const [lat, lng] of [[south, -0.0005], [south, 0.0005], [north, 0.0005], [north, -0.0005]]) {
      const at = await measured('pixel', lat, home.lng + lng);
      await page.mouse.click(at.x, at.y);
    }

    await page.getByText('4 corners').waitFor();
    await page.getByLabel('Name').fill('Market <b>square</b>');
    await page.getByLabel('Tags').fill('market, centre');
    await picture('4-fence-drawn');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.fence-row').filter({ hasText: 'Market <b>square</b>' }).waitFor();
    const { items } = await call('GET', '/v1/geofences');
    const made = items.find((f) => f.name.startsWith('Market'));
    assert.deepEqual([made.tags, made.geometry.coordinates[0].length], [['market', 'centre'], 5]);
    await tab('Trips');
    for (let i = 0; i < 10; i++) await van.drive(1, { trip_id: 'tour-1' });
    await page.locator('[data-trip-event=geofence_entry]').filter({ hasText: 'Market <b>square</b>' }).waitFor();
    await picture('5-fence-entered');
  });

  test('a fence is changed, and a circle is drawn without a pointer', async () => {
    await tab('Fences');
    await page.getByRole('button', { name: /^Edit Market/ }).click();
    await page.getByLabel('Speed limit').fill('30');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.fence-row').filter({ hasText: '30 km/h' }).waitFor();
    await page.getByRole('button', { name: 'Draw a circle' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add point at the middle' }).press('Enter');
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Add point at the middle' }).press('Enter');
    await page.getByText(/^Radius \d+ m/).waitFor();
    await page.getByLabel('Name').fill('Ring');
    await page.keyboard.press('Enter');
    await page.locator('.fence-row').filter({ hasText: /Ring.*circle/ }).waitFor();
  });

  test('a cut connection says so, comes back, and nothing is missing', async () => {
    await tab('Safety');
    const before = await measured('heard', van.id);
    const events = await page.locator('.event').count();
    cable.cut();
    await page.locator('.connection.waiting').waitFor();
    await picture('6-offline');
    const missed = await van.drive(3, { trip_id: 'tour-1' });
    await van.brake('critical');
    missed.push(...(await van.drive(3, { trip_id: 'tour-1' })));
    cable.mend();
    await page.locator('.connection.connected').waitFor({ timeout: 40_000 });
    await page.getByText(/^Caught up, [1-9]\d* missed events/).waitFor();
    await page.waitForFunction((n) => document.querySelectorAll('.event').length > n, events);
    await page.waitForFunction(([id, time]) => globalThis.fleetMeasure.heard(id).includes(time), [van.id, missed.at(-1)]);
    const heard = (await measured('heard', van.id)).slice(before.length);
    assert.deepEqual(heard, missed, 'every point, once, in order');
    await picture('7-resumed');
  });

  test('history is replayed over the same map, with a slider', async () => {
    await page.getByRole('button', { name: 'Replay' }).click();
    const local = await page.evaluate((ms) => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19), van.began);
    await page.getByLabel('From', { exact: true }).and(page.locator('[type=datetime-local]')).fill(local);
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('5');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByText('The map shows the past').waitFor();
    const slider = page.getByRole('slider', { name: 'Time' });
    const shown = async () => Number(await slider.inputValue());
    const reaches = (t) => page.waitForFunction((time) => Number(document.querySelector('.slider input').value) >= time, t);
    await page.waitForFunction(() => globalThis.fleetMeasure.place('van-1'));
    const first = await measured('place', van.id);
    await reaches(van.began + 5_000);
    await page.waitForFunction((y) => globalThis.fleetMeasure.place('van-1').y < y, first.y);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Show all' }).click();
    await picture('8-replay');
    const stood = await shown();
    await slider.press('Home');
    assert.equal(await shown(), van.began);
    await page.getByRole('button', { name: 'Go on' }).click();
    await reaches(stood + 1_000);
    await page.getByRole('button', { name: 'Back to live' }).click();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.waitForFunction(() => globalThis.fleetMeasure.place('truck-2'));
  });

  test('the drivers and their scores are there', async () => {
    await tab('Drivers');
    await page.locator('.rows .name').filter({ hasText: 'Ada Berg' }).waitFor();
    await picture('9-drivers');
  });

  test('tabs go by the keyboard, and no serious accessibility fault is found, light or dark', async () => {
    await page.getByRole('tab', { name: 'Drivers' }).press('ArrowLeft');
    assert.equal(await page.getByRole('tab', { name: 'Trips' }).getAttribute('aria-selected'), 'true');
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await seriousFaults(page), [], scheme);
    }

    await picture('10-dark');
  });

  test('a phone has room for it', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= 390);
    await page.getByRole('button', { name: 'Close' }).click(); // on a phone a vehicle takes the place of the lists
    await page.getByRole('tab', { name: 'Vehicles' }).click();
    await page.locator('[data-vehicle=truck-2]').click();
    await page.getByRole('region', { name: /^Vehicle/ }).waitFor();
    await picture('11-phone');
    await page.keyboard.press('Escape');
    await page.locator('[data-vehicle=truck-2]').waitFor();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('slider', { name: 'Time' }).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await page.waitForFunction(() => document.documentElement.scrollWidth <= 390);
    await picture('11-phone-replay');
  });

  test('nothing went wrong in the page meanwhile', () => assert.deepEqual(faults, []));
});
