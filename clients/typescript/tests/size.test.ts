import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';
// @ts-expect-error a script of the build, without types
import { options as buildOptions } from '../build.mjs';

const options = buildOptions as (outdir: string) => BuildOptions;

for (const entry of ['src/index.ts', 'src/react.ts']) {
  test(`${entry} is under 15 KB gzipped without React`, async () => {
    const { outputFiles } = await build({
      entryPoints: [entry], bundle: true, minify: true, format: 'esm', target: 'es2022', external: ['react'], write: false,
    });
    const bytes = gzipSync(outputFiles[0]!.contents).length;
    console.log(`${entry}: ${bytes} bytes gzipped`);
    assert.ok(bytes < 15 * 1024, `${bytes} bytes`);
  });
}

test('what is published is a module that Node takes as it is', async () => {
  const folder = mkdtempSync(path.resolve('node_modules/.published-'));
  try {
    const { outputFiles } = await build({ ...options(folder), write: false, sourcemap: false, outExtension: { '.js': '.mjs' } });
    for (const file of outputFiles) writeFileSync(file.path, file.contents);
    const { StreamingClient } = (await import(path.join(folder, 'index.mjs'))) as { StreamingClient: unknown };
    const { useStreamingData } = (await import(path.join(folder, 'react.mjs'))) as { useStreamingData: unknown };
    assert.deepEqual([typeof StreamingClient, typeof useStreamingData], ['function', 'function']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
