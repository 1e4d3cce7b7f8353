// socket.io-client through a TCP proxy that is cut again and again, while vehicles report by REST past it. Prints what the
// client got as one JSON object. Arguments: URL (http://…), key, transport (websocket | polling | both), cuts.
import http from 'node:http';
import net from 'node:net';
import { io } from 'socket.io-client';

const [url, key, transport, cuts] = process.argv.slice(2);
const target = new URL(url);
const vehicles = ['cut-1', 'cut-2', 'cut-3', 'cut-4'].map((name) => `${name}-${transport}`);
const vocabulary = ['location_update', 'vehicle:location', 'tracking:update'];
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// The proxy: a cut destroys every connection through it, on both sides at once.
const through = new Set();
const proxy = net.createServer((client) => {
  const server = net.connect(Number(target.port), target.hostname);
  for (const socket of [client, server]) {
    through.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => { through.delete(socket); client.destroy(); server.destroy(); });
  }
  client.pipe(server);
  server.pipe(client);
});
await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
const cut = () => through.forEach((socket) => socket.destroy());

const socket = io(`http://127.0.0.1:${proxy.address().port}`, {
  auth: { token: key },
  transports: transport === 'both' ? ['polling', 'websocket'] : [transport],
  reconnectionDelay: 1, reconnectionDelayMax: 5, randomizationFactor: 0, forceNew: true,
  timeout: 1000, // a connection cut at the wrong moment is given up by time alone
});
const connects = { recovered: 0, fresh: 0, refused: 0 };
const got = new Map(vocabulary.map((name) => [name, []]));
socket.on('connect', () => { if (socket.recovered) connects.recovered++; else connects.fresh++; });
socket.on('connect_error', (e) => { if (e.data) connects.refused++; });
const live = (e) => e.offset !== undefined || e.eventId !== undefined;
socket.on('location_update', (e) => { if (live(e)) got.get('location_update').push(e.event_id); });
socket.on('vehicle:location', (e) => got.get('vehicle:location').push(e.eventId));
socket.on('tracking:update', (e) => got.get('tracking:update').push(e.eventId));
await new Promise((done) => socket.once('connect', done));

const agent = new http.Agent({ keepAlive: true });
const post = (body) => new Promise((done, fail) => {
  const request = http.request(new URL('/v1/locations', url), {
    method: 'POST', agent, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  }, (response) => {
    let text = '';
    response.on('data', (chunk) => { text += chunk; });
    response.on('end', () => (response.statusCode === 200 ? done(JSON.parse(text)) : fail(new Error(`${response.statusCode} ${text}`))));
  });
  request.on('error', fail);
  request.end(JSON.stringify(body));
});

// Both vocabularies, and the lanes beside each other.
await socket.emitWithAck('subscribe', { channels: ['locations'], filters: { vehicle_ids: vehicles } });
for (const vehicle of vehicles) await socket.emitWithAck('subscribe:vehicle', vehicle);
await socket.emitWithAck('subscribe:tracking');

const start = Date.now() - 3_600_000;
let second = 0;
let running = true;
const sent = [];
const feed = (async () => {
  while (running) {
    second++;
    await post(vehicles.map((vehicle) => ({
      vehicle_id: vehicle, timestamp: new Date(start + second * 1000).toISOString(),
      location: { latitude: 40.7 + second * 0.0001, longitude: -74.0, speed: 40, heading: 0 },
    })));
    vehicles.forEach((vehicle) => sent.push(`${vehicle}:${(start + second * 1000).toString(16)}:location`));
    await wait(5);
  }
})();

for (let i = 0; i < Number(cuts); i++) {
  for (let n = 0; n < 1000 && !(socket.connected && through.size > 0); n++) {
    await wait(5);
    if (n > 0 && Math.random() < 0.002) cut(); // on its way back too; not among those counted
  }
  await wait(Math.random() * 40);
  cut();
}
running = false;
await feed;
const whole = () => vocabulary.every((name) => got.get(name).length >= sent.length);
for (let i = 0; i < 1200 && !whole(); i++) await wait(50);
await wait(500); // what would come twice

const report = Object.fromEntries(vocabulary.map((name) => {
  const ids = got.get(name).filter((id) => sent.includes(id));
  const unique = new Set(ids);
  const inOrder = vehicles.every((vehicle) => {
    const times = ids.filter((id) => id.startsWith(`${vehicle}:`)).map((id) => parseInt(id.split(':')[1], 16));
    return times.every((time, i) => i === 0 || times[i - 1] < time);
  });
  return [name, { got: ids.length, missing: sent.length - unique.size, doubled: ids.length - unique.size, inOrder }];
}));
process.stdout.write(JSON.stringify({ sent: sent.length, cuts: Number(cuts), ...connects, ...report }) + '\n');
process.exit(0);
