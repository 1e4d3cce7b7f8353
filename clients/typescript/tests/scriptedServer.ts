import assert from 'node:assert/strict';
import { StreamingClient, type ClientMessage, type ClientOptions, type Offset, type ServerMessage, type WebSocketLike } from '../src/index.js';
import { ManualClock, settled } from './manualClock.js';

/** A socket that the test answers by hand. */
export class ScriptedSocket implements WebSocketLike {
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: unknown) => void) | null = null;
  onclose: ((event: unknown) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  readonly sent: ClientMessage[] = [];
  closed = false;

  constructor(readonly url: string) {}

  send(text: string): void {
    assert.ok(!this.closed, 'nothing is sent on a closed socket');
    this.sent.push(JSON.parse(text) as ClientMessage);
  }

  close(): void {
    this.closed = true;
  }
}

/** The other side of one client: every socket it opens, in order. */
export class ScriptedServer {
  readonly sockets: ScriptedSocket[] = [];
  readonly clock = new ManualClock();

  client(options: Partial<ClientOptions> = {}): StreamingClient {
    const { sockets } = this;
    return new StreamingClient({
      url: 'ws://fleet/v1/streaming', credential: { apiKey: 'key' }, clock: this.clock, network: null,
      WebSocket: class extends ScriptedSocket {
        constructor(url: string) {
          super(url);
          sockets.push(this);
        }
      },
      ...options,
    });
  }

  get socket(): ScriptedSocket {
    return this.sockets.at(-1)!;
  }

  /** The last message of a type that this socket got. */
  asked<T extends ClientMessage['type']>(type: T): Extract<ClientMessage, { type: T }> {
    const message = this.socket.sent.findLast((m) => m.type === type);
    assert.ok(message, `${type} was sent`);
    return message as Extract<ClientMessage, { type: T }>;
  }

  say(message: Partial<ServerMessage> & { type: ServerMessage['type'] }): void {
    this.socket.onmessage?.({ data: JSON.stringify({ timestamp: new Date(this.clock.now()).toISOString(), ...message }) });
  }

  async accept(): Promise<void> {
    this.socket.onopen?.({});
    await settled();
    this.say({ type: 'auth_success', session_id: 'ses_1', organization_id: 'acme' });
  }

  /** Answers the last subscribe with its confirmation, and with the present state unless it resumes. */
  confirm(offsets: Offset[] = [at(0)], id = this.asked('subscribe').subscription_id): void {
    this.say({ type: 'subscription_confirmed', subscription_id: id, channels: ['locations'], filters: { organization_id: 'acme' }, offsets });
  }

  present(offsets: Offset[] = [at(0)], id = this.asked('subscribe').subscription_id): void {
    this.say({ type: 'initial_data', subscription_id: id, channels: ['locations'], reason: 'fresh', offsets, final: true });
  }

  async join(offsets?: Offset[]): Promise<void> {
    await this.accept();
    this.confirm(offsets);
    this.present(offsets);
    this.clock.advance(5_000);
  }

  event(n: number, id = `v1:${n}:location`, shard = 0): void {
    this.say({
      type: 'location_update', vehicle_id: 'v1', event_id: id, offset: at(n, shard), location: { latitude: n, longitude: 0 },
      timestamp_server: '', geofence_status: [], derived: {},
    });
  }

  hangUp(code: number, reason = ''): void {
    this.socket.onclose?.({ code, reason });
  }
}

export const at = (n: number, shard = 0, epoch = 'e1'): Offset => ({ shard, epoch, n });
