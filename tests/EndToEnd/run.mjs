// Runs S0's samples, unchanged but for URL and key, and prints what they saw as one JSON object a line.
// Arguments: URL (ws://…), key. Ends when its standard input does.
import crypto from 'node:crypto';
import fs from 'node:fs';
import vm from 'node:vm';
import WebSocket from 'ws';

const [url, key] = process.argv.slice(2);
const text = (name) => fs.readFileSync(new URL(`samples/${name}.js`, import.meta.url), 'utf8')
  .replaceAll('wss://api.bookovia.com', url)
  .replaceAll('bkv_live_your_api_key', key);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const validate = vm.runInNewContext(text('validate') + '; validateMessage', {
  console, Date, JSON,
  validateLocationData: (location) => { if (typeof location.latitude !== 'number') throw new Error('no latitude'); },
  validateSafetyEvent: (event) => { if (!event.type || !event.severity) throw new Error('no type'); },
});

const saw = (sample, raw) => {
  const message = validate(raw.toString());
  say(message === null ? { sample, invalid: raw.toString() } : { sample, message });
};

// A socket that is authenticated, for the samples that only subscribe.
const open = (sample) => new Promise((done, fail) => {
  const ws = new WebSocket(`${url}/v1/streaming`);
  ws.on('error', fail);
  ws.on('open', () => ws.send(JSON.stringify({ type: 'auth', api_key: key })));
  ws.on('message', (raw) => {
    saw(sample, raw);
    if (JSON.parse(raw).type === 'auth_success') done(ws);
  });
});

const sockets = [];
class Recorded extends WebSocket {
  constructor(...args) {
    super(...args);
    sockets.push(this);
  }
}

// "connect": opens, authenticates and subscribes back to back.
vm.runInNewContext(text('connect'), {
  WebSocket: Recorded, JSON, handleStreamingData: (data) => saw('connect', JSON.stringify(data)),
});

// The statements that only send, each on a socket of its own.
for (const sample of ['filter-area', 'filter-vehicle', 'severe', 'thresholds', 'configure', 'fleet']) {
  const ws = await open(sample);
  vm.runInNewContext(text(sample), { ws, JSON });
  sockets.push(ws);
}

{
  const ws = await open('emergency');
  vm.runInNewContext(text('emergency'), { ws, JSON, dispatchEmergencyServices: (call) => say({ sample: 'emergency', dispatched: call }) });
  sockets.push(ws);
}

// "authentication" signs a timestamp that it reads twice: the clock stands still for it, as it must to be right.
{
  const ws = new WebSocket(`${url}/v1/streaming`);
  ws.on('message', (raw) => saw('authentication', raw));
  ws.on('open', () => {
    const now = Date.now();
    vm.runInNewContext(text('authentication') + '; authenticate()', {
      ws, JSON, crypto, apiKey: key, timestamp: now, Date: { now: () => now },
    });
  });
  sockets.push(ws);
}

// "connection": the class, with the methods that it calls and leaves out. Its first connection is cut.
const StreamingConnection = vm.runInNewContext(text('connection') + '; StreamingConnection', {
  WebSocket: Recorded, console, setTimeout, setInterval, clearInterval,
});
class Connection extends StreamingConnection {
  send(message) { this.ws.send(JSON.stringify(message)); }
  authenticate() {
    this.ws.onmessage = (event) => saw('connection', event.data);
    this.send({ type: 'auth', api_key: this.apiKey });
  }
  resubscribe() { this.subscriptions.forEach((channel) => this.send({ type: 'subscribe', channel })); }
  stopHeartbeat() { clearInterval(this.heartbeatInterval); }
}
const connection = new Connection(key, { reconnectInterval: 10, heartbeatInterval: 1000 });
connection.options.maxReconnectAttempts = 1;
connection.subscriptions.add('trip_updates');
connection.connect();
connection.ws.once('message', () => connection.ws.terminate());

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
