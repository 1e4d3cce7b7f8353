// Runs S3's JavaScript samples, unchanged but for URL, token and path, and prints what they saw as one JSON object a line.
// Arguments: URL (ws://…), token. Ends when its standard input does.
import fs from 'node:fs';
import vm from 'node:vm';
import WebSocket from 'ws';

const [url, token] = process.argv.slice(2);
const text = (name) => fs.readFileSync(new URL(`samples/${name}.js`, import.meta.url), 'utf8')
  .replaceAll('wss://api.spatialflow.io', url)
  .replaceAll('YOUR_JWT_TOKEN', token);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const listen = (sample, source) => vm.runInNewContext(source, {
  WebSocket, JSON, Math, setTimeout,
  console: {
    log: (...args) => say({ sample, log: args[0], type: args[1] ?? null, data: args[2] ?? null }),
    error: (...args) => say({ sample, log: args[0], type: 'error', data: String(args[1]?.message) }),
  },
  handleMessage: (data) => say({ sample, log: 'Received:', type: data.type, data }),
});

listen('dashboard', text('s3-dashboard'));
listen('geofence', text('s3-dashboard').replace('/ws/dashboard/events/', '/ws/events/geofence/'));
listen('bad token', text('s3-dashboard').replace(token, 'not-a-token'));
listen('webhooks', text('s3-dashboard').replace('/ws/dashboard/events/', '/ws/webhooks/status/'));
// The reconnecting sample can be given a URL only; its first connection is cut.
listen('reconnect', text('s3-reconnect') + `
  const first = connectWithRetry('${url}/ws/dashboard/events/?token=${token}');
  const greeted = first.onmessage;
  first.onmessage = (event) => { greeted(event); first.close(); };
`);

process.stdin.on('end', () => process.exit(0)).resume();
