import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueueOverflowError, type LocationUpdate, type SafetyEvent, type ServerMessage } from '../src/index.js';
import { MessageQueue } from '../src/messageQueue.js';
import { ScriptedServer } from './scriptedServer.js';

const location = (vehicle: string, n: number) =>
  ({ type: 'location_update', vehicle_id: vehicle, event_id: `${vehicle}:${n}`, location: { latitude: n, longitude: 0 } }) as LocationUpdate;
const safety = (n: number) => ({ type: 'safety_event', event_id: `s:${n}` }) as SafetyEvent;

async function read(queue: MessageQueue): Promise<string[]> {
  queue.end();
  const ids: string[] = [];
  for await (const message of queue) ids.push((message as LocationUpdate).event_id);
  return ids;
}

test('everything waits in order up to the limit; beyond it the newest location of each vehicle, at the end', async () => {
  const queue = new MessageQueue(() => {}, { conflateAt: 3 });
  for (const message of [location('a', 1), location('a', 2), safety(1), location('a', 3), location('b', 1), location('a', 4)]) queue.push(message);
  assert.equal(queue.conflated, 2);
  assert.deepEqual(await read(queue), ['a:1', 's:1', 'b:1', 'a:4']);
});

test('a batch that finds the reader lagging leaves its last point', async () => {
  const queue = new MessageQueue(() => {}, { conflateAt: 1 });
  queue.push(location('a', 1));
  const point = (n: number) => ({ ...location('a', n), type: undefined, location: { latitude: n, longitude: 0, timestamp: `t${n}` } });
  queue.push({ type: 'location_batch', timestamp: 't3', locations: [point(2), point(3)] } as unknown as ServerMessage);
  assert.equal(queue.conflated, 2);
  assert.deepEqual(await read(queue), ['a:3']);
});

test('replayed points are history: none takes the place of another', async () => {
  const queue = new MessageQueue(() => {}, { conflateAt: 1 });
  for (const n of [1, 2, 3]) queue.push({ ...location('a', n), replay: true });
  assert.deepEqual(await read(queue), ['a:1', 'a:2', 'a:3']);
});

test('what may not be dropped ends the iteration when there is no room, after what waited', async () => {
  const queue = new MessageQueue(() => {}, { capacity: 2 });
  for (const n of [1, 2, 3]) queue.push(safety(n));
  const ids: string[] = [];
  await assert.rejects(async () => {
    for await (const message of queue) ids.push((message as SafetyEvent).event_id);
  }, QueueOverflowError);
  assert.deepEqual(ids, ['s:1', 's:2']);
});

test('a loop gets the messages of its client and leaves nothing behind', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.subscribe({ channels: ['locations'] });
  client.connect();
  const queue = client.messages({ types: ['location_update'] });
  await server.join();
  const got: string[] = [];
  const loop = (async () => {
    for await (const message of queue) {
      got.push((message as LocationUpdate).event_id);
      if (got.length === 2) break;
    }
  })();
  server.event(1);
  server.event(2);
  await loop;
  server.event(3);
  assert.deepEqual([got, queue.size], [['v1:1:location', 'v1:2:location'], 0]);
});

test('closing the client ends its loops', async () => {
  const server = new ScriptedServer();
  const client = server.client();
  client.connect();
  const queue = client.messages();
  const next = queue.next();
  client.close();
  assert.deepEqual(await next, { value: undefined, done: true });
});
