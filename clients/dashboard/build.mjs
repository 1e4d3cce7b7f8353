// Builds the dashboard into dist: names with a hash of their content, and index.html that names them.
// Argument: the folder to build into, default dist. It is filled beside it and then put in its place.
import { build } from 'esbuild';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(process.argv[2] ?? path.join(here, 'dist'));
const making = `${target}.new`;
await rm(making, { recursive: true, force: true });
await mkdir(making, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { app: 'src/main.tsx', style: 'src/style.css' },
  entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', assetNames: '[name]-[hash]',
  alias: { '@fleet-orleans/client': path.join(here, '../typescript/src/index.ts') },
  loader: { '.png': 'file', '.json': 'file' },
  outdir: making, publicPath: '/dashboard/',
  bundle: true, splitting: true, format: 'esm', target: 'es2022', minify: true, sourcemap: true, metafile: true,
  jsx: 'automatic', jsxImportSource: 'preact', logLevel: 'warning',
});
const built = Object.entries(metafile.outputs)
  .filter(([, output]) => output.entryPoint)
  .map(([name]) => `/dashboard/${path.basename(name)}`);
const only = (ending) => built.find((name) => name.endsWith(ending));
const page = await readFile(path.join(here, 'src/index.html'), 'utf8');
await writeFile(path.join(making, 'index.html'), page.replace('{script}', only('.js')).replace('{style}', only('.css')));
await rm(target, { recursive: true, force: true });
await rename(making, target);
