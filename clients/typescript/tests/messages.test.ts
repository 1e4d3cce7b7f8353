import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { typeErrors } from './conformance.js';

const vectors = '../../tests/WireVectors/';

/** Name and JSON of each vector; the offset stands in them as a C# interpolation. */
function read(file: string): { name: string; json: string }[] {
  const text = readFileSync(vectors + file, 'utf8');
  const offset = /string Offset = """\s*(.*?)\s*"""/s.exec(text)?.[1] ?? '';
  let name = '';
  return text.split('\n').flatMap((line) => {
    name = /new\("([^"]+)"/.exec(line)?.[1] ?? name;
    return line.trim().startsWith('{"type":') ? [{ name, json: line.trim().replaceAll('{{{{Offset}}}}', offset) }] : [];
  });
}

test("the gateway's exact bytes are messages of these types", () => {
  const messages = read('StreamingEvents.cs');
  assert.ok(messages.length >= 10, `${messages.length} vectors found`);
  messages.forEach((m) => JSON.parse(m.json));
  assert.deepEqual(typeErrors(messages), []);
});

test('the comparison finds what does not fit', () => {
  const [good] = read('StreamingEvents.cs');
  const broken = (change: (m: Record<string, unknown>) => void, name: string) => {
    const message = JSON.parse(good!.json) as Record<string, unknown>;
    change(message);
    return { name, json: JSON.stringify(message) };
  };
  const errors = typeErrors([
    broken((m) => (m['surprise'] = 1), 'unknown field'),
    broken((m) => delete m['vehicle_id'], 'missing field'),
    broken((m) => (m['trip_id'] = null), 'null'),
    broken((m) => (m['type'] = 'location_upd'), 'unknown type'),
  ]);
  assert.deepEqual(new Set(errors.map((e) => e.split(':')[0])), new Set(['unknown field', 'missing field', 'null', 'unknown type']));
});
