import { systemClock, type Clock } from './clock.js';

/** One of the two ways to say who asks. `sign` is for keys marked require_signature. */
export type Credential = { apiKey: string; sign?: boolean } | { token: string };

/** What is used of a WebSocket: the browser's, Node's (22 and later) or `ws`. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export interface ClientOptions {
  /** `ws://host:port/v1/streaming`; the path may be left out, `http` stands for `ws`. Default: where the page comes from. */
  url?: string;
  /** Or a function, asked before each connection: then an expired token is replaced by itself. */
  credential: Credential | (() => Credential | Promise<Credential>);
  /** Default `globalThis.WebSocket`. On Node 20 pass `ws`. */
  WebSocket?: new (url: string) => WebSocketLike;
  /** A ping this often, ms. Default 20,000; the gateway closes after 60 s of silence. */
  heartbeatMs?: number;
  /** No frame for this long after a ping, or no answer while connecting: the connection is dead, ms. Default 10,000. */
  timeoutMs?: number;
  /** Back-off: at most base · 2ⁿ, capped, ms. Defaults 500 and 30,000. */
  backoffBaseMs?: number;
  backoffCapMs?: number;
  /** Attempts in a row before giving up. Default: never. */
  maxAttempts?: number;
  /** Events may wait this long for others on the server and come together, ms: less work for who gets hundreds a second. Default 0: each at once. */
  batchMs?: number;
  /** An event older than this on arrival is reported as `stale`, ms. Default 60,000 (S0). */
  staleAfterMs?: number;
  /** Event ids remembered to drop doubles. Default 8,192. */
  recentIds?: number;
  clock?: Clock;
  /** Where `online` and `offline` are heard. Default: the browser's window, if there is one. */
  network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | null;
}

export type Settings = Required<Omit<ClientOptions, 'network'>> & { network: NonNullable<ClientOptions['network']> | null };

export function settle(options: ClientOptions): Settings {
  const global = globalThis as { WebSocket?: ClientOptions['WebSocket']; addEventListener?: unknown };
  const WebSocket = options.WebSocket ?? global.WebSocket;
  if (!WebSocket) throw new Error("There is no WebSocket here: pass { WebSocket } from the package 'ws'.");
  return {
    url: address(options.url),
    credential: options.credential,
    WebSocket,
    heartbeatMs: options.heartbeatMs ?? 20_000,
    timeoutMs: options.timeoutMs ?? 10_000,
    backoffBaseMs: options.backoffBaseMs ?? 500,
    backoffCapMs: options.backoffCapMs ?? 30_000,
    maxAttempts: options.maxAttempts ?? Infinity,
    batchMs: options.batchMs ?? 0,
    staleAfterMs: options.staleAfterMs ?? 60_000,
    recentIds: options.recentIds ?? 8_192,
    clock: options.clock ?? systemClock,
    network: options.network !== undefined ? options.network
      : typeof global.addEventListener === 'function' ? (globalThis as unknown as EventTarget) : null,
  };
}

function address(given: string | undefined): string {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  if (given === undefined && page === undefined) throw new Error('url is needed where there is no page.');
  const url = new URL(given ?? '/', page);
  url.protocol = url.protocol.replace('http', 'ws');
  if (url.pathname === '/') url.pathname = '/v1/streaming';
  url.hash = '';
  return url.href;
}
