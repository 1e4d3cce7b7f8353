import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerMessage, StreamingClient } from '../src/index.js';
import { at, ScriptedServer } from './scriptedServer.js';

const seen = (client: StreamingClient): string[] => {
  const ids: string[] = [];
  client.on('location_update', (m) => ids.push(m.event_id));
  return ids;
};

async function again(server: ScriptedServer): Promise<void> {
  server.clock.chance = 0; // at once
  server.hangUp(1006);
  server.clock.advance(0);
  await server.accept();
}

test('after a reconnect it resumes from the last message of each shard', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join([at(3), at(9, 1)]);
  server.event(4);
  server.event(6);
  await again(server);
  assert.deepEqual(server.asked('subscribe'), {
    type: 'subscribe', channels: ['locations'], subscription_id: 's1', resume: [at(6), at(9, 1)],
  });
  assert.equal(client.status.state, 'resuming');
  server.confirm([at(6), at(9, 1)]);
  server.event(7);
  assert.equal(client.status.state, 'resuming');
  server.say({ type: 'resume_complete', subscription_id: 's1', replayed: 1, complete: true });
  assert.equal(client.status.state, 'connected');
});

test('attempts that fail on the way forget nothing', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join();
  server.event(4);
  server.clock.chance = 0;
  for (let attempt = 0; attempt < 3; attempt++) {
    server.hangUp(1006);
    server.clock.advance(0);
  }

  await server.accept();
  assert.deepEqual(server.asked('subscribe').resume, [at(4)]);
});

test('a resume that was cut off before its end begins where the first one did', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join([at(5)]);
  await again(server);
  server.confirm([at(900, 0, 'e2')]);
  server.say({ type: 'resume_complete', subscription_id: 's1', replayed: 0, complete: false });
  await again(server);
  assert.deepEqual(server.asked('subscribe').resume, [at(5)]);
});

test('what comes twice is handed on once', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const ids = seen(client);
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join();
  server.event(1);
  server.event(2);
  await again(server);
  server.confirm([at(2)]);
  server.event(2);
  server.event(3);
  assert.deepEqual(ids, ['v1:1:location', 'v1:2:location', 'v1:3:location']);
});

test('that an event no longer stands is told, though it has the id of that event; once', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const told: string[] = [];
  client.on('event_superseded', (m) => told.push(m.event_id));
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join();
  server.event(1, 'it');
  for (const n of [2, 2]) server.say({ type: 'event_superseded', event_id: 'it', revision: 2, offset: at(n) });
  assert.deepEqual(told, ['it']);
});

test('a subscription that still catches up does not resume from what another one got', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.subscribe({ channels: ['safety_events'] });
  client.connect();
  await server.accept();
  for (const id of ['s1', 's2']) {
    server.confirm([at(10)], id);
    server.present([at(10)], id);
  }

  server.clock.advance(5_000);
  server.event(20);
  await again(server);
  const resumes = () => server.socket.sent.flatMap((m) => (m.type === 'subscribe' ? [m.resume] : []));
  assert.deepEqual(resumes(), [[at(20)], [at(20)]]);
  server.confirm([at(20)], 's1');
  server.confirm([at(20)], 's2');
  server.say({ type: 'resume_complete', subscription_id: 's1', replayed: 0, complete: true });
  server.event(40); // for s1; s2 is still at 20
  await again(server);
  assert.deepEqual(resumes(), [[at(40)], [at(20)]]);
});

test('a first state that had not come in full is asked for again, not resumed', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.accept();
  server.confirm([at(5)]);
  server.say({ type: 'initial_data', subscription_id: 's1', channels: ['locations'], reason: 'fresh', offsets: [at(5)], final: false });
  await again(server);
  assert.equal(server.asked('subscribe').resume, undefined);
});

test('where the gap cannot be had, it goes on from the new state', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join([at(5)]);
  await again(server);
  server.confirm([at(900, 0, 'e2')]);
  server.say({ type: 'resume_complete', subscription_id: 's1', replayed: 0, complete: false });
  assert.equal(client.status.state, 'resuming');
  server.say({ type: 'initial_data', subscription_id: 's1', channels: ['locations'], reason: 'not_resumable', offsets: [at(900, 0, 'e2')], final: true });
  assert.equal(client.status.state, 'connected');
  await again(server);
  assert.deepEqual(server.asked('subscribe').resume, [at(900, 0, 'e2')]);
});

test('a line that breaks while live goes on at its new offsets', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join([at(5), at(7, 1)]);
  server.say({ type: 'initial_data', subscription_id: 's1', channels: ['locations'], reason: 'gap', offsets: [at(2, 1, 'e2')], final: true });
  await again(server);
  assert.deepEqual(server.asked('subscribe').resume, [at(5), at(2, 1, 'e2')]);
});

test('other filters take over without a moment with none', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const subscription = client.subscribe({ channels: ['locations'], filters: { vehicle_ids: ['a'] } });
  client.connect();
  await server.join();
  const before = server.socket.sent.length;
  subscription.replace({ vehicle_ids: ['b'] });
  subscription.replace({ vehicle_ids: ['c'] });
  assert.deepEqual(server.socket.sent.slice(before), [
    { type: 'subscribe', channels: ['locations'], subscription_id: 's2', filters: { vehicle_ids: ['b'] } },
    { type: 'unsubscribe', subscription_id: 's2' },
    { type: 'subscribe', channels: ['locations'], subscription_id: 's3', filters: { vehicle_ids: ['c'] } },
  ]);
  server.confirm();
  assert.equal(server.socket.sent.length, before + 3);
  server.present();
  assert.deepEqual(server.socket.sent.at(-1), { type: 'unsubscribe', subscription_id: 's1' });
  await again(server);
  assert.deepEqual(server.socket.sent.filter((m) => m.type === 'subscribe').map((m) => m.filters), [{ vehicle_ids: ['c'] }]);
});

test('filters replaced before there was a connection are simply the filters', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] }).replace({ min_speed: 10 });
  client.connect();
  await server.accept();
  assert.deepEqual(server.socket.sent.filter((m) => m.type === 'subscribe').map((m) => m.filters), [{ min_speed: 10 }]);
});

test('what is no longer wanted is not asked for again', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const subscription = client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.join();
  subscription.unsubscribe();
  assert.deepEqual(server.socket.sent.at(-1), { type: 'unsubscribe', subscription_id: 's1' });
  await again(server);
  assert.ok(!server.socket.sent.some((m) => m.type === 'subscribe'));
});

test('a refusal ends the subscription that it is about, and says why', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const errors: ServerMessage[] = [];
  client.on('error', (e) => errors.push(e));
  const named = client.subscribe({ channels: ['locations'] });
  const unnamed = client.subscribe({ channels: ['locations'], filters: { min_speed: -1 } });
  client.connect();
  await server.accept();
  const error = { type: 'invalid_subscription', code: 'invalid_filter', message: 'no' } as const;
  server.say({ type: 'error', error: { ...error, code: 'not_subscribed' } }); // about an unsubscribe
  server.say({ type: 'error', error: { ...error, details: { subscription_id: 's1' } } });
  server.say({ type: 'error', error });
  assert.deepEqual([named.error?.code, unnamed.error?.code, errors.length], ['invalid_filter', 'invalid_filter', 3]);
  await again(server);
  assert.ok(!server.socket.sent.some((m) => m.type === 'subscribe'));
});

test('shards out of reach are asked again after the time the server says', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  await server.accept();
  const error = { type: 'internal_error', code: 'shards_unavailable', message: 'later', retryAfter: 5_000, details: { subscription_id: 's1' } } as const;
  server.say({ type: 'error', error });
  const asked = () => server.socket.sent.filter((m) => m.type === 'subscribe').length;
  server.clock.advance(4_999);
  assert.equal(asked(), 1);
  server.clock.advance(1);
  assert.equal(asked(), 2);
});

test('a replay that was cut goes on where it stood and doubles nothing; once live it resumes', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  const ids = seen(client);
  client.subscribe({ channels: ['locations'], replay: { from: '2024-04-13T08:00:00Z', speed: 60 } });
  client.connect();
  await server.accept();
  const history = (minute: number) => server.say({
    type: 'location_update', vehicle_id: 'v1', event_id: `m${minute}`, replay: true, subscription_id: 's1', timestamp: `2024-04-13T08:0${minute}:00Z`,
    location: { latitude: 0, longitude: 0 }, timestamp_server: '', geofence_status: [], derived: {},
  });
  server.confirm([]);
  history(1);
  history(2);
  await again(server);
  assert.deepEqual(server.asked('subscribe').replay, { from: '2024-04-13T08:02:00Z', speed: 60 });
  server.confirm([]);
  history(2);
  history(3);
  assert.deepEqual(ids, ['m1', 'm2', 'm3']);
  server.say({ type: 'initial_data', subscription_id: 's1', channels: ['locations'], reason: 'gap', offsets: [at(1, 0, 'e2')], final: true });
  history(4);
  server.say({ type: 'live', subscription_id: 's1', replayed: 4, complete: false, offsets: [at(60)] });
  await again(server);
  assert.deepEqual(server.asked('subscribe').resume, [at(60)]);
  server.confirm([at(60)]);
  server.say({ type: 'resume_complete', subscription_id: 's1', replayed: 0, complete: true });
  server.event(61);
  await again(server);
  assert.deepEqual(server.asked('subscribe').resume, [at(61)]);
});

test('a replay with an end is over when it is complete', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'], replay: { from: '2024-04-13T08:00:00Z', to: '2024-04-13T09:00:00Z', speed: 60 } });
  client.connect();
  await server.accept();
  server.confirm([]);
  server.say({ type: 'replay_complete', subscription_id: 's1', replayed: 0, complete: true });
  await again(server);
  assert.ok(!server.socket.sent.some((m) => m.type === 'subscribe'));
});
