// Measures the page with a large fleet: node clients/dashboard/bench.mjs URL KEY [seconds]
// The gateway should have 5,000 vehicles: Demo__Vehicles=5000 ./fleet up
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

const [url, key, seconds = '20'] = process.argv.slice(2);
if (!key) throw new Error('usage: node clients/dashboard/bench.mjs URL KEY [seconds]');
const browser = await chromium.launch({
  executablePath: process.env.FLEET_CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(), args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
/** Time that the page's main thread has computed, not waited for a core, ms. */
const computed = async () => (await session.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value * 1_000;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function open(query) {
  await page.goto(`${url}/?measure${query}#key=${key}`);
  await page.evaluate(() => localStorage.removeItem('fleet.view')); // the whole fleet, not where the last measurement looked
  await page.reload();
  await page.locator('.connection.connected').waitFor({ timeout: 60_000 });
  await wait(15_000);
}

async function measure(name) {
  await page.evaluate(() => globalThis.fleetMeasure.reset());
  const before = { computed: await computed(), messages: (await page.evaluate(() => globalThis.fleetMeasure.read())).messages, at: performance.now() };
  await wait(Number(seconds) * 1_000);
  const r = await page.evaluate(() => globalThis.fleetMeasure.read());
  const passed = (performance.now() - before.at) / 1_000;
  const busy = ((await computed()) - before.computed) / passed / 10;
  console.log(`${name.padEnd(34)} ${String(r.vehicles).padStart(5)} known ${String(r.singles).padStart(5)} single ${String(r.clusters).padStart(3)} circles  ${((r.messages - before.messages) / passed).toFixed(0).padStart(5)} messages/s`
    + `  frame p50 ${r.p50} p95 ${r.p95} p99 ${r.p99} ms  drawing p95 ${r.workP95} ms  main thread computing ${busy.toFixed(0)} %`);
}

await open('');
await measure('all of the fleet, in circles');
for (const [zoom, name] of [[15, 'a part of town, in circles'], [17, 'streets, one by one']]) {
  await page.evaluate((z) => globalThis.fleetMeasure.setView(41.2565, -95.9345, z), zoom);
  await wait(5_000);
  await measure(name);
}

await open('&individually');
await measure('all of the fleet, one by one');
await browser.close();
