// Bundles the two entry points into dist; tsc writes the declarations beside them.
import { build } from 'esbuild';

export const options = (outdir) => ({
  entryPoints: ['src/index.ts', 'src/react.ts'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  external: ['react'],
  minify: true,
  sourcemap: 'linked',
  logLevel: 'warning',
});

if (import.meta.url === `file://${process.argv[1]}`) await build(options('dist'));
