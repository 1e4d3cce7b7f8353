// Validates against the gateway's own descriptions, by ajv. Prints one JSON object a line.
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

export const validators = (document, id) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv, ['date-time']);
  // Keywords of OpenAPI that are none of JSON Schema's.
  ajv.addFormat('double', true).addFormat('int32', true).addFormat('int64', true).addFormat('float', true);
  ajv.addSchema({ ...document, $id: id });
  const compiled = new Map();
  return (pointer) => {
    if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `${id}#${pointer}` }));
    return compiled.get(pointer);
  };
};

export const rest = (url, key) => async (method, path, body, headers = {}) => {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0];
  return { status: response.status, type, text, body: /json$/.test(type ?? '') && !/ndjson/.test(type) ? JSON.parse(text) : undefined };
};
