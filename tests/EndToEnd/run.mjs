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
for (const sample of ['filter-area', 'filter-vehicle', 'severe', 'thresholds', 'configure', 'fleet', 'custom-event', 'compliance']) {
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

// "robust": each kind of error that the server sends comes to the branch that the sample has for it.
const RobustStreamingClient = vm.runInNewContext(text('robust') + '; RobustStreamingClient', {
  Math, setTimeout: (call, delay) => { say({ sample: 'robust', delay }); call(); },
});
class Robust extends RobustStreamingClient {
  reconnectAttempts = 1;
  reconnect(how) { say({ sample: 'robust', does: 'reconnect', how: how ?? null }); }
  refreshApiKey() { say({ sample: 'robust', does: 'refreshApiKey' }); return Promise.resolve(); }
  revalidateSubscriptions() { say({ sample: 'robust', does: 'revalidateSubscriptions' }); }
  log(what, error) { say({ sample: 'robust', does: 'log', what: error.type }); }
}
const robust = new Robust();
const failing = (opening, speak) => {
  const ws = new WebSocket(`${url}/v1/streaming`);
  ws.on('message', (raw) => {
    const message = JSON.parse(raw);
    if (message.type === 'error') robust.handleError(message.error);
    if (message.type === 'auth_success') speak(ws);
  });
  ws.on('open', () => ws.send(JSON.stringify({ type: 'auth', api_key: opening })));
  sockets.push(ws);
};
failing('flt_live_' + 'x'.repeat(43), () => {});
failing(key, (ws) => {
  ws.send(JSON.stringify({ type: 'subscribe', channel: 'no_such_channel' }));
  ws.send('{');
  for (let i = 0; i < 60; i++) ws.send(JSON.stringify({ type: 'ping' }));
});

// "manager": subscriptions go to the connection that has fewest, and each of them gets its answer.
{
  // Iterator.prototype.reduce came with Node 22; the sample is written for it.
  const iterator = Object.getPrototypeOf(Object.getPrototypeOf(new Map().values()));
  iterator.reduce ??= function (reducer) { return [...this].reduce(reducer); };
  class Counted extends Connection {
    subscriptionCount = 0;
    authenticate() {
      this.ws.onmessage = (event) => say({ sample: 'manager', connection: this.name, message: validate(event.data) });
      this.send({ type: 'auth', api_key: this.apiKey });
    }
    subscribe(channel, filters) {
      this.subscriptionCount++;
      this.send({ type: 'subscribe', channel, filters });
    }
  }
  const StreamingManager = vm.runInNewContext(text('manager') + '; StreamingManager', { StreamingConnection: Counted, Map });
  StreamingManager.prototype.constructor = StreamingManager;
  const manager = new StreamingManager();
  manager.apiKey = key;
  for (const name of ['one', 'two']) {
    const pooled = manager.createConnection();
    pooled.name = name;
    manager.connections.set(name, pooled);
    pooled.connect();
    await new Promise((done) => pooled.ws.addEventListener('open', done));
  }
  for (const channel of ['locations', 'safety_events', 'trip_updates', 'driver_performance']) manager.subscribe(channel);
}

// "proxy": what the gateway says reaches a client of the proxy.
{
  const { createRequire } = await import('node:module');
  const StreamingProxy = vm.runInNewContext(text('proxy') + '; StreamingProxy', { require: createRequire(import.meta.url), Map });
  class Proxy extends StreamingProxy {
    ids = 0;
    generateClientId() { return ++this.ids; }
    handleClientMessage(id, message) { this.bookovia.send(message.toString()); }
  }
  const proxy = new Proxy();
  await new Promise((done) => proxy.bookovia.on('open', done));
  proxy.start(0);
  const server = proxy.wss.options.server;
  if (!server.listening) await new Promise((done) => server.on('listening', done));
  const client = new WebSocket(`ws://127.0.0.1:${server.address().port}`);
  client.on('message', (raw) => saw('proxy', raw));
  client.on('open', () => client.send(JSON.stringify({ type: 'auth', api_key: key })));
  sockets.push(client);
}

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
