import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { StreamingClient, type ConnectionStatus } from '../src/index.js';
import { settled } from './manualClock.js';
import { ScriptedServer } from './scriptedServer.js';

test('it authenticates, then subscribes, and says when the present state is there', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const states: string[] = [];
  client.on('status', (s) => states.push(s.state));
  client.subscribe({ channels: ['locations'], filters: { vehicle_ids: ['v1'] } });
  client.connect();
  assert.equal(server.socket.url, 'ws://fleet/v1/streaming');
  await server.accept();
  assert.deepEqual(server.socket.sent, [
    { type: 'auth', api_key: 'key' },
    { type: 'subscribe', channels: ['locations'], subscription_id: 's1', filters: { vehicle_ids: ['v1'] } },
  ]);
  assert.deepEqual(states, ['connecting', 'connected']);
});

test('a key that wants it is signed as the gateway checks it', async () => {
  const server = new ScriptedServer();
  server.client({ credential: { apiKey: 'secret', sign: true } }).connect();
  server.socket.onopen?.({});
  while (server.socket.sent.length === 0) await new Promise(setImmediate); // the signature is made elsewhere
  const timestamp = server.clock.now();
  const signature = createHmac('sha256', 'secret').update(`secret:${timestamp}`).digest('hex');
  assert.deepEqual(server.socket.sent, [{ type: 'auth', api_key: 'secret', timestamp, signature }]);
});

test('back-off doubles with full jitter up to thirty seconds', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.connect();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 10; attempt++) {
    server.clock.chance = attempt % 2 ? 0.999999 : 0.5;
    server.hangUp(1006);
    waits.push(Math.round(client.status.retryAt! - server.clock.now()));
    const before = server.sockets.length;
    server.clock.advance(client.status.retryAt! - server.clock.now() - 1);
    assert.equal(server.sockets.length, before, 'not before its time');
    server.clock.advance(1);
    assert.equal(server.sockets.length, before + 1);
  }

  assert.deepEqual(waits, [250, 1000, 1000, 4000, 4000, 16000, 15000, 30000, 15000, 30000]);
});

test('the back-off starts over after a connection that lasted, not after one that was thrown out at once', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.connect();
  for (const waited of [250, 500, 1000]) {
    await server.accept();
    server.hangUp(4008);
    assert.equal(client.status.retryAt! - server.clock.now(), waited);
    server.clock.advance(waited);
  }

  await server.accept();
  server.clock.advance(5_000);
  server.hangUp(1006);
  assert.equal(client.status.retryAt! - server.clock.now(), 250);
});

test('the hint of a server that goes away is the least it waits', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.connect();
  await server.accept();
  server.say({ type: 'server_shutdown', retryAfter: 4_000 });
  server.hangUp(1001);
  assert.equal(client.status.retryAt! - server.clock.now(), 4_250);
});

test('a silent connection is found dead and left, whatever the socket says', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.connect();
  await server.accept();
  server.clock.advance(20_000);
  assert.equal(server.socket.sent.at(-1)!.type, 'ping');
  server.say({ type: 'pong' });
  server.clock.advance(20_000);
  server.clock.advance(9_999);
  assert.equal(client.status.state, 'connected');
  const old = server.socket;
  server.clock.advance(1);
  assert.equal(client.status.state, 'waiting');
  assert.ok(old.closed);
  server.clock.advance(250);
  await server.accept();
  old.onclose?.({ code: 1006, reason: 'long after' });
  assert.equal(client.status.state, 'connected');
});

test('a connection that is never answered is given up', () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.connect();
  server.clock.advance(10_000);
  assert.equal(client.status.state, 'waiting');
  assert.deepEqual(client.status.reason, { code: 4900, message: 'nothing heard' });
});

for (const code of [1003, 1007, 1008, 1009, 4001, 4003, 4010]) {
  test(`close ${code} ends it where there is no other credential`, async () => {
    const server = new ScriptedServer();
    const client = server.client();
    client.connect();
    await server.accept();
    server.hangUp(code, 'because');
    assert.deepEqual(client.status, { state: 'closed', attempts: 0, reason: { code, message: 'because' } } satisfies ConnectionStatus);
    server.clock.advance(3_600_000);
    assert.equal(server.sockets.length, 1);
  });
}

test('an expired token is replaced; one that is refused twice in a row is not asked for again', async () => {
  const server = new ScriptedServer();
  let made = 0;
  const client = server.client({ credential: () => ({ token: `t${++made}` }) });
  client.connect();
  server.clock.chance = 0; // at once
  await server.accept();
  server.hangUp(4010);
  server.clock.advance(0);
  server.socket.onopen?.({});
  await settled();
  assert.deepEqual(server.asked('auth'), { type: 'auth', token: 't2' });
  server.hangUp(4001);
  server.clock.advance(3_600_000);
  assert.equal(client.status.state, 'closed');
  assert.equal(server.sockets.length, 2);
});

test('attempts can be limited', () => {
  const server = new ScriptedServer();
  const client = server.client({ maxAttempts: 2 });
  client.connect();
  for (let i = 0; i < 3; i++) {
    server.hangUp(1006);
    server.clock.advance(5_000);
  }

  assert.equal(client.status.state, 'closed');
  assert.equal(server.sockets.length, 3);
});

test('a network that comes back is not waited for', () => {
  const server = new ScriptedServer();
  const network = new EventTarget();
  const client = server.client({ network });
  client.connect();
  server.hangUp(1006);
  assert.equal(client.status.state, 'waiting');
  network.dispatchEvent(new Event('online'));
  assert.equal(server.sockets.length, 2);
  client.close();
  network.dispatchEvent(new Event('online'));
  assert.equal(server.sockets.length, 2);
});

test('text that is no message is reported and hurts nothing', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const malformed: string[] = [];
  client.on('malformed', (m) => malformed.push(m.text));
  client.connect();
  await server.accept();
  for (const text of ['', '{', 'null', '7', '{"type":3}', '{"type":"pong"}']) server.socket.onmessage?.({ data: text });
  assert.equal(malformed.length, 6);
  assert.equal(client.status.state, 'connected');
});

test('an event that is old when it comes is reported as stale', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const ages: number[] = [];
  client.on('stale', (s) => ages.push(s.ageMs));
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join();
  server.event(1);
  server.say({ type: 'trip_update', event_id: 'old', timestamp: new Date(server.clock.now() - 60_001).toISOString() });
  assert.deepEqual(ages, [60_001]);
});

test('without any WebSocket it says what to do', () => {
  const global = globalThis as { WebSocket?: unknown };
  const native = global.WebSocket;
  delete global.WebSocket;
  try {
    assert.throws(() => new StreamingClient({ url: 'ws://x', credential: { apiKey: 'k' } }), /pass \{ WebSocket \}/);
  } finally {
    if (native) global.WebSocket = native;
  }
});

test('events that the server sends together are handed on one by one, each once', async () => {
  const server = new ScriptedServer();
  const client = server.client({ batchMs: 60 });
  const heard: string[] = [];
  client.on('message', (m) => heard.push(m.type));
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.accept();
  assert.deepEqual(server.socket.sent.map((m) => m.type), ['auth', 'configure', 'subscribe']);
  assert.deepEqual(server.asked('configure').options, { batch_interval: 60 });
  const point = (n: number) => ({
    type: 'location_update' as const, timestamp: new Date(server.clock.now()).toISOString(), vehicle_id: 'v1', event_id: `e${n}`, offset: { shard: 0, epoch: 'e1', n },
    location: { latitude: n, longitude: 0 }, timestamp_server: '', geofence_status: [], derived: {},
  });
  server.say({ type: 'batch_update', batch_id: 'b1', messages: [point(1), point(2), point(1)] });
  assert.deepEqual(heard, ['auth_success', 'location_update', 'location_update']);
});

test('a command is sent while there is a connection, and its answer is a message', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const confirmed: string[] = [];
  client.on('custom_event_confirmed', (m) => confirmed.push(m.vehicle_id));
  const command = { type: 'confirm_custom_event', event_name: 'delivered', vehicle_id: 'v1' } as const;
  client.connect();
  assert.equal(client.send(command), false);
  await server.accept();
  assert.equal(client.send(command), true);
  assert.deepEqual(server.socket.sent.slice(1), [command]);
  server.say({ type: 'custom_event_confirmed', event_name: 'delivered', vehicle_id: 'v1', event_id: 'e1', already_confirmed: false });
  assert.deepEqual(confirmed, ['v1']);
});
