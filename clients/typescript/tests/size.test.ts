import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

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
