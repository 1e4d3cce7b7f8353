// Measures the page with a large fleet:
//   node clients/dashboard/bench.mjs [--seconds N] [--profile] [--page FOLDER]   against a stand-in for a gateway with 5,000 vehicles
//   node clients/dashboard/bench.mjs URL KEY …                                   against one: Demo__Vehicles=5000 ./fleet up
// Frame times are of the wall, and tell of the whole machine; what the page itself costs is CPU time: of its main thread (threads' own ticks),
// and of Chromium's processes. --profile adds the functions that most of the main thread's time went to.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { standIn } from './standIn.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true, options: { seconds: { type: 'string', default: '20' }, profile: { type: 'boolean', default: false }, page: { type: 'string', default: path.join(import.meta.dirname, 'dist') } },
});
const server = positionals.length === 0 ? await standIn(values.page) : undefined;
const [url = server?.url, key = server ? 'bench' : undefined] = positionals;
if (!key) throw new Error('usage: node clients/dashboard/bench.mjs [URL KEY] [--seconds N] [--profile] [--page FOLDER]');
const { seconds, profile: profiles } = values;
const browser = await chromium.launch({
  executablePath: process.env.FLEET_CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(), args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
await session.send('Profiler.enable');
const whole = await browser.newBrowserCDPSession();
/** CPU time so far, ms: the page's main thread in all and in scripts, and Chromium's processes by kind. */
async function spent() {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((m) => m.name === name).value * 1_000;
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  const processes = (type) => processInfo.filter((p) => p.type === type).reduce((sum, p) => sum + p.cpuTime * 1_000, 0);
  return { main: of('TaskDuration'), script: of('ScriptDuration'), style: of('LayoutDuration') + of('RecalcStyleDuration'), renderer: processes('renderer'), gpu: processes('GPU') };
}
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
  if (profiles) await session.send('Profiler.start');
  const [began, before, first] = [performance.now(), await spent(), await page.evaluate(() => globalThis.fleetMeasure.read())];
  await wait(Number(seconds) * 1_000);
  const [after, r] = [await spent(), await page.evaluate(() => globalThis.fleetMeasure.read())];
  const passed = (performance.now() - began) / 1_000;
  const took = (what) => after[what] - before[what];
  console.log(`${name}: ${r.vehicles} known, ${r.singles} single, ${r.clusters} circles, ${((r.messages - first.messages) / passed).toFixed(0)} messages/s`
    + `\n  frame p50 ${r.p50} p95 ${r.p95} p99 ${r.p99} ms, ${(r.all / passed).toFixed(0)} a second of which ${(r.painted / passed).toFixed(0)} painted; drawing p95 ${r.workP95} ms`
    + `\n  CPU a frame: main thread ${(took('main') / r.all).toFixed(2)} ms (scripts ${(took('script') / r.all).toFixed(2)}, style and layout ${(took('style') / r.all).toFixed(2)})`
    + `; CPU a second: main thread ${(took('main') / passed).toFixed(0)} ms, renderer ${(took('renderer') / passed).toFixed(0)} ms, GPU process ${(took('gpu') / passed).toFixed(0)} ms`);
  if (profiles) hottest((await session.send('Profiler.stop')).profile, passed);
}

function hottest({ nodes, samples, timeDeltas }, passed) {
  const names = new Map(nodes.map((n) => [n.id, `${n.callFrame.functionName || '(anonymous)'} ${n.callFrame.url.split('/').at(-1)}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`]));
  const self = new Map();
  samples.forEach((id, i) => self.set(names.get(id), (self.get(names.get(id)) ?? 0) + timeDeltas[i] / 1_000));
  for (const [name, ms] of [...self].filter(([n]) => !/^\((idle|program)\)/.test(n)).sort((a, b) => b[1] - a[1]).slice(0, 14)) console.log(`    ${(ms / passed).toFixed(1).padStart(6)} ms/s  ${name}`);
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
server?.close();
