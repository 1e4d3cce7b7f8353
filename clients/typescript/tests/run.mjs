// Bundles the tests for Node and runs them with node:test. Arguments: names of test files; none means all.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';

const wanted = process.argv.slice(2);
const names = readdirSync('tests').filter((f) => /\.test\.tsx?$/.test(f)).filter((f) => wanted.length === 0 || wanted.some((w) => f.startsWith(w)));
const outdir = 'node_modules/.tests';
rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });
await build({
  entryPoints: names.map((f) => `tests/${f}`), outdir, outExtension: { '.js': '.mjs' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', jsx: 'automatic', sourcemap: 'inline', logLevel: 'warning',
});
const files = names.map((f) => `${outdir}/${f.replace(/\.tsx?$/, '.mjs')}`);
process.exit(spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit' }).status ?? 1);
