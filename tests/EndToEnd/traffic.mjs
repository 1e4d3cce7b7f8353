// S2's TypeScript class and React hook, unchanged but for URL and token; prints what they saw as one JSON object a line.
// Arguments: class | hook, URL (ws://…), token. Ends when its standard input does.
import fs from 'node:fs';
import vm from 'node:vm';
import { build, transformSync } from 'esbuild';
import { JSDOM, VirtualConsole } from 'jsdom';
import WebSocket from 'ws';

const [part, url, token] = process.argv.slice(2);
const text = (name) => fs.readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8')
  .replaceAll('wss://api.traffic.example.com', url)
  .replaceAll('your_jwt_token', token)
  .replaceAll("useWebSocket('token')", `useWebSocket('${token}')`);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

if (part === 'class') {
  // The sample subscribes before its socket is open, which its own send() drops: the same two lines are run again once it is let in.
  const usage = text('s2-usage.ts');
  const again = usage.split('\n').filter((line) => line.includes('.subscribe(')).join('\n');
  const context = vm.createContext({ WebSocket, setTimeout, console: { log: (said) => say({ said }), error: (said) => say({ said: String(said) }) }, saw: say });
  vm.runInContext(transformSync(text('s2-traffic-websocket.ts'), { loader: 'ts' }).code + `
    TrafficWebSocket.prototype.onTrafficUpdate = (data) => saw({ flow: data });
    TrafficWebSocket.prototype.onNewAccident = (data) => saw({ accident: data });
    const handle = TrafficWebSocket.prototype.handleMessage;
    TrafficWebSocket.prototype.handleMessage = function (message) {
      saw({ message });
      if (message.type === 'auth.success') again();
      handle.call(this, message);
    };`, context);
  context.again = () => vm.runInContext(again, context);
  vm.runInContext(usage, context);
} else {
  const sample = text('s2-use-websocket.tsx') + '\nexport { TrafficMonitor };';
  const built = await build({
    stdin: {
      contents: "import { createRoot } from 'react-dom/client'; import { TrafficMonitor } from 's2'; createRoot(document.getElementById('root')).render(<TrafficMonitor />);",
      resolveDir: new URL('.', import.meta.url).pathname, loader: 'tsx',
    },
    bundle: true, write: false, platform: 'browser', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [{
      name: 'sample',
      setup(build) {
        build.onResolve({ filter: /^s2$/ }, (args) => ({ path: args.path, namespace: 'sample' }));
        build.onLoad({ filter: /.*/, namespace: 'sample' }, () => ({ contents: sample, loader: 'tsx', resolveDir: new URL('.', import.meta.url).pathname }));
      },
    }],
  });
  const page = new JSDOM('<!doctype html><div id="root"></div>', { url: 'http://localhost/', runScripts: 'outside-only', virtualConsole: new VirtualConsole() });
  const { document } = page.window;
  new page.window.MutationObserver(() => say({ page: document.body.textContent })).observe(document.body, { childList: true, subtree: true, characterData: true });
  page.window.eval(built.outputFiles[0].text);
}

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
