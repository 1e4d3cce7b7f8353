import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SchemaTypes, type Document, type Schema } from './schemaTypes.js';

// The gateway serves this file as the streaming part of /asyncapi.json, and tests/EndToEnd validates what it says against that.
const text = readFileSync('../../src/Gateway/Api/AsyncApi/streaming.json', 'utf8');

/** Where the types differ on purpose. */
const meant = [
  /^(subscribe|unsubscribe)\.channels? is missing here$/, // other spellings of what the client says by `channels`, and by id
  /^ping\.type is one of ping, heartbeat, here "ping"$/,
  /\.why is always there, here not$/, // stored before rules gave reasons, and replayed without
];

function compared(change: (schemas: Record<string, Schema>) => void = () => {}): string[] {
  const document = JSON.parse(text) as Document;
  change(document.components.schemas);
  const types = new SchemaTypes(document, 'src/messages.ts');
  for (const [union, operation, way] of [['ServerMessage', 'streaming_send', 'said'], ['ClientMessage', 'streaming_receive', 'asked']] as const) {
    const [here, there] = [types.messages(union), types.schemas(operation)];
    for (const name of new Set([...here.keys(), ...there.keys()])) {
      if (!here.has(name)) types.differences.push(`${name} is a message, here not`);
      else if (!there.has(name)) types.differences.push(`${name} is no message`);
      else types.compareObject(there.get(name)!, here.get(name)!, name, way);
    }
  }

  return types.differences.filter((d) => !meant.some((m) => m.test(d)));
}

test('every message and every field of asyncapi.json is one of these types, and the other way round', () => assert.deepEqual(compared(), []));

test('what one side gains or changes is told with its place', () => {
  const object = (schema: Schema, ...path: string[]) => path.reduce((s, name) => s.properties![name]!, schema);
  const changes: [string, (s: Record<string, Schema>) => void][] = [
    ['location_update.derived.tyre_pressure is missing here', (s) => (object(s['location_update']!, 'derived').properties!['tyre_pressure'] = { type: 'number' })],
    ['subscribe.filters.colour is missing here', (s) => (s['client_filters']!.properties!['colour'] = { type: 'string' })],
    ['alert.note is not in asyncapi.json', (s) => delete s['alert']!.properties!['note']],
    ['safety_event.driver_id is always there, here not', (s) => s['safety_event']!.required!.push('driver_id')],
    ['trip_update.event is optional, here not', (s) => (s['trip_update']!.required = s['trip_update']!.required!.filter((f) => f !== 'event'))],
    ['pong.timestamp is number, here string', (s) => (s['time'] = { type: 'number' })],
    ['custom_event.status is one of raised, pending, confirmed, here "raised" | "pending" | "confirmed" | "expired"', (s) => s['custom_event']!.properties!['status']!.enum!.pop()],
    ['replay_complete.error is missing here', (s) => (s['replay_complete']!.properties!['error'] = { $ref: '#/components/schemas/id' })],
  ];
  for (const [told, change] of changes) assert.ok(compared(change).includes(told), `${told}, not only ${compared(change).join('; ')}`);
});
