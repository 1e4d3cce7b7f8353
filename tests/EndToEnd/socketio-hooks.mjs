// S1's and S4's React samples in a page without a browser (jsdom); prints the page's text whenever it changes, one JSON
// object a line. Arguments: URL (http://…), key. With --serve PORT the page is served for a browser instead.
import http from 'node:http';
import { JSDOM, VirtualConsole } from 'jsdom';
import { bundle } from './socketio-bundle.mjs';

const [url, key, serve, port] = process.argv.slice(2);
const script = await bundle(url);
const sample = { key, userId: 'user-456', vehicleId: 'vehicle_456' };

if (serve === '--serve') {
  http.createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><div id="root"></div><script>window.sample = ${JSON.stringify(sample)};</script><script>${script}</script>`);
  }).listen(Number(port), '127.0.0.1');
} else {
  const page = new JSDOM('<!doctype html><div id="root"></div>', { url: 'http://localhost/', runScripts: 'outside-only', virtualConsole: new VirtualConsole() });
  page.window.sample = sample;
  const { document } = page.window;
  const say = () => process.stdout.write(JSON.stringify({ page: document.body.textContent }) + '\n');
  new page.window.MutationObserver(say).observe(document.body, { childList: true, subtree: true, characterData: true });
  page.window.eval(script);
}

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
