// The React samples of S1 and S4 as one script for a page, unchanged but for URLs.
import fs from 'node:fs';
import { build } from 'esbuild';

const sample = (name) => fs.readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8');

/** @returns JavaScript for a page that sets `window.sample` = { key, userId, vehicleId } before. */
export async function bundle(url) {
  const files = {
    's1': sample('s1-fleet-dashboard.jsx').replaceAll('ws://localhost:3000', url.replace('http', 'ws')) + '\nexport { FleetDashboard };',
    '../hooks/useWebSocket': sample('s4-use-websocket.js').replaceAll('http://localhost:3001', url),
    's4-tracking': "const auth = window.sample;\n" + sample('s4-vehicle-tracking.jsx'),
    's4-notifications': "import { useEffect, useState } from 'react';\nimport { useWebSocket } from '../hooks/useWebSocket';\nconst auth = window.sample;\n"
      + sample('s4-notification-center.jsx') + '\nexport { NotificationCenter };',
    'page': `
      import { createRoot } from 'react-dom/client';
      import { FleetDashboard } from 's1';
      import { VehicleTracking } from 's4-tracking';
      import { NotificationCenter } from 's4-notifications';
      const { key, vehicleId } = window.sample;
      localStorage.setItem('authToken', key);
      createRoot(document.getElementById('root')).render(<>
        <section><h1>S1</h1><FleetDashboard /></section>
        <section><h1>S4</h1><VehicleTracking vehicleId={vehicleId} token={key} /><NotificationCenter token={key} /></section>
      </>);`,
  };
  const built = await build({
    stdin: { contents: "import 'page';", resolveDir: new URL('.', import.meta.url).pathname },
    bundle: true, write: false, platform: 'browser', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [{
      name: 'samples',
      setup(build) {
        build.onResolve({ filter: /.*/ }, (args) => (args.path in files ? { path: args.path, namespace: 'sample' } : undefined));
        build.onLoad({ filter: /.*/, namespace: 'sample' }, (args) => ({
          contents: files[args.path], loader: 'jsx', resolveDir: new URL('.', import.meta.url).pathname,
        }));
      },
    }],
  });
  return built.outputFiles[0].text;
}
