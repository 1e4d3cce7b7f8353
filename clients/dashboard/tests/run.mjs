// Runs the dashboard's tests: what needs no browser, and, where FLEET_URL and FLEET_KEY name a gateway, the page in Chromium.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

const outdir = 'node_modules/.tests';
rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });
await build({ entryPoints: ['tests/map.test.ts'], outdir, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'warning' });
process.exit(spawnSync(process.execPath, ['--test', '--test-concurrency=1', `${outdir}/map.test.mjs`, 'tests/browser.test.mjs', 'tests/operations.test.mjs'], { stdio: 'inherit' }).status ?? 1);
