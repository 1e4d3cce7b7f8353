import { Backoff } from './backoff.js';
import { afterClose } from './closeCodes.js';
import { Heartbeat } from './heartbeat.js';
import { Listeners } from './listeners.js';
import { MessageQueue, type QueueOptions } from './messageQueue.js';
import type { BatchUpdate, ClientMessage, Command, FleetEvent, LineEvent, ServerError, ServerMessage } from './messages.js';
import { Offsets } from './offsets.js';
import { settle, type ClientOptions, type Settings, type WebSocketLike } from './options.js';
import { RecentIds } from './recentIds.js';
import { authMessage } from './signature.js';
import type { ConnectionStatus } from './status.js';
import { Subscription, Wire, type SubscribeOptions } from './subscription.js';

/** What is handed on: of a batch what is in it. */
export type Message = Exclude<ServerMessage, BatchUpdate>;

/** A message by its type, and what is not a message. */
export type ClientEvents = { [M in Message as M['type']]: M } & {
  message: Message;
  status: ConnectionStatus;
  /** An event that was old when it came. */
  stale: { message: Message; ageMs: number };
  /** Text that is no message of this protocol. */
  malformed: { text: string };
};

/** What can be the answer to a subscription that was not understood. */
const refusing: ReadonlySet<string> = new Set(['invalid_subscription', 'authorization_failed', 'invalid_message']);

/** Closed on this side because nothing was heard any more. */
const silent = 4900;

/** A connection that lasted this long was a good one: the next back-off starts from the beginning, ms. */
const steadyMs = 5_000;

/**
 * After a present state the server reads on from there to now without saying when it is done. Until this has passed the
 * place to resume from stays where that state was taken: at worst a few events come twice, and doubles are dropped. ms
 */
const settlingMs = 5_000;

/**
 * One connection to `/v1/streaming` that comes back by itself and then has what it missed. Events come once, per shard
 * in the server's order. Never throws out of the network; what went wrong is in `status` and in `error` messages.
 */
export class StreamingClient {
  readonly #settings: Settings;
  readonly #listeners = new Listeners<ClientEvents>();
  readonly #backoff: Backoff;
  readonly #heartbeat: Heartbeat;
  readonly #recent: RecentIds;
  readonly #queues = new Set<MessageQueue>();
  /** What is subscribed or to be, in the order it was asked for. Bound: the caller's subscriptions, at most two each. */
  #wires: Wire[] = [];
  /** The last place seen in each shard on this connection. */
  #seen = new Offsets();
  #replayed = new RecentIds(0);
  #socket: WebSocketLike | undefined;
  #authenticated = false;
  #reauthenticated = false;
  #upSince: number | undefined;
  #retry: unknown;
  #retryAfter = 0;
  #nextId = 1;
  #status: ConnectionStatus = { state: 'idle', attempts: 0 };

  constructor(options: ClientOptions) {
    this.#settings = settle(options);
    const { clock, backoffBaseMs, backoffCapMs, heartbeatMs, timeoutMs, recentIds } = this.#settings;
    this.#backoff = new Backoff(clock, backoffBaseMs, backoffCapMs);
    this.#heartbeat = new Heartbeat(clock, heartbeatMs, timeoutMs, () => this.#send({ type: 'ping' }), () => this.#cut('nothing heard'));
    this.#recent = new RecentIds(recentIds);
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** A message type, `message` for all, `status`, `stale`, `malformed`. Returns what takes the listener away. */
  on<K extends keyof ClientEvents>(name: K, listener: (value: ClientEvents[K]) => void): () => void {
    return this.#listeners.on(name, listener);
  }

  /** Messages for a `for await` loop, in a bounded queue of its own. */
  messages(options?: QueueOptions): MessageQueue {
    const queue = new MessageQueue((gone) => this.#queues.delete(gone), options);
    this.#queues.add(queue);
    return queue;
  }

  /** Connects, and stays connected until `close`. */
  connect(): this {
    if (this.#status.state === 'idle' || this.#status.state === 'closed') {
      this.#settings.network?.addEventListener('online', this.#wake);
      this.#settings.network?.addEventListener('offline', this.#wake);
      this.#backoff.reset();
      this.#reauthenticated = false;
      this.#open();
    }

    return this;
  }

  /** May be called before `connect`, and while there is no connection. */
  subscribe(options: SubscribeOptions): Subscription {
    const subscription: Subscription = new Subscription({ replace: (s, o) => this.#replace(s, o), drop: (s) => this.#drop(s) }, options);
    if (options.replay) this.#replayed = new RecentIds(this.#settings.recentIds);
    this.#start(new Wire(this.#makeId(), options, subscription));
    return subscription;
  }

  /** Asks for something beside the subscriptions; the answer is a message, or an `error`. False, and nothing is sent, without a connection. */
  send(command: Command): boolean {
    if (this.#authenticated) this.#send(command);
    return this.#authenticated;
  }

  /** Ends the connection and every `messages` loop. Subscriptions stay for another `connect`; they start afresh. */
  close(): void {
    this.#stop('closed by the caller', 1000);
    for (const queue of [...this.#queues]) queue.end();
    this.#queues.clear();
  }

  // --- connection -------------------------------------------------------------------------------------------------

  #open(): void {
    this.#setStatus('connecting');
    const socket = (this.#socket = new this.#settings.WebSocket(this.#settings.url));
    this.#authenticated = false;
    this.#heartbeat.expect();
    const mine = (handler: (event: any) => void) => (event: unknown) => {
      if (this.#socket === socket) handler(event);
    };
    socket.onopen = mine(() => void this.#authenticate(socket));
    socket.onmessage = mine((event: { data: unknown }) => this.#hear(String(event.data)));
    socket.onclose = mine((event: { code: number; reason: unknown }) => this.#closed(event.code, String(event.reason ?? '')));
    socket.onerror = () => {}; // a close follows, and says more
  }

  async #authenticate(socket: WebSocketLike): Promise<void> {
    try {
      const { credential, clock } = this.#settings;
      const message = await authMessage(typeof credential === 'function' ? await credential() : credential, clock);
      if (this.#socket === socket) this.#send(message);
    } catch (error) {
      if (this.#socket === socket) this.#cut(`no credential: ${(error as Error).message}`);
    }
  }

  /** The network changed: do not wait for a timer to find out. */
  readonly #wake = (event?: Event) => {
    if (this.#status.state === 'waiting' && event?.type !== 'offline') {
      this.#settings.clock.clearTimeout(this.#retry);
      this.#open();
    } else if (this.#authenticated) {
      this.#heartbeat.probe();
    }
  };

  #cut(message: string): void {
    this.#socket?.close();
    this.#closed(silent, message);
  }

  #closed(code: number, message: string): void {
    const wasUp = this.#authenticated;
    this.#forgetSocket();
    if (this.#upSince !== undefined && this.#settings.clock.now() - this.#upSince >= steadyMs) this.#backoff.reset();
    this.#upSince = undefined;
    const then = afterClose(code);
    const canRenew = typeof this.#settings.credential === 'function' && (wasUp || !this.#reauthenticated);
    if (then === 'stop' || (then === 'reauthenticate' && !canRenew) || this.#backoff.attempts >= this.#settings.maxAttempts) {
      this.#stop(message, code);
      return;
    }

    this.#reauthenticated = then === 'reauthenticate';
    const wait = this.#backoff.next(this.#retryAfter);
    this.#retryAfter = 0;
    this.#retry = this.#settings.clock.setTimeout(() => this.#open(), wait);
    this.#setStatus('waiting', { retryAt: this.#settings.clock.now() + wait, reason: { code, message } });
  }

  #stop(message: string, code: number): void {
    this.#settings.clock.clearTimeout(this.#retry);
    this.#settings.network?.removeEventListener('online', this.#wake);
    this.#settings.network?.removeEventListener('offline', this.#wake);
    const socket = this.#socket;
    this.#forgetSocket();
    socket?.close(1000);
    for (const wire of this.#wires) wire.offsets.reset([]);
    this.#setStatus('closed', { reason: { code, message } });
  }

  #forgetSocket(): void {
    this.#heartbeat.stop();
    this.#socket = undefined;
    this.#authenticated = false;
    this.#seen = new Offsets();
    for (const wire of this.#wires) {
      // A subscription that had not got its first state starts afresh; one that was resuming goes on from where it stood.
      if ((wire.state === 'sent' || wire.state === 'joining') && !wire.resuming) wire.offsets.reset([]);
      wire.state = 'unsent';
      wire.following = false;
    }
  }

  #send(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #setStatus(state: ConnectionStatus['state'], more: Partial<ConnectionStatus> = {}): void {
    const reason = more.reason ?? (state === 'connected' ? undefined : this.#status.reason);
    this.#status = { state, attempts: state === 'connected' ? 0 : this.#backoff.attempts, ...more, ...(reason && { reason }) };
    this.#listeners.emit('status', this.#status);
  }

  // --- subscriptions ----------------------------------------------------------------------------------------------

  #makeId(): string {
    return `s${this.#nextId++}`;
  }

  #start(wire: Wire): void {
    this.#wires.push(wire);
    if (this.#authenticated) {
      this.#send(wire.request());
      this.#judge();
    }
  }

  #replace(subscription: Subscription, options: SubscribeOptions): void {
    const [oldest, ...others] = this.#wires.filter((w) => w.owner === subscription);
    others.forEach((w) => this.#leave(w)); // was on its way to take oldest's place, and is overtaken
    const wire = new Wire(this.#makeId(), options, subscription);
    if (oldest?.state === 'unsent' && oldest.offsets.size === 0) this.#leave(oldest);
    else wire.replaces = oldest;
    this.#start(wire);
  }

  #drop(subscription: Subscription): void {
    this.#wires.filter((w) => w.owner === subscription).forEach((w) => this.#leave(w));
    this.#judge();
  }

  #leave(wire: Wire): void {
    this.#wires = this.#wires.filter((w) => w !== wire);
    if (wire.state !== 'unsent') this.#send({ type: 'unsubscribe', subscription_id: wire.id });
  }

  /** @param afterMs How long the server may still be reading what happened since the state it sent. */
  #joined(wire: Wire, afterMs = 0): void {
    wire.state = 'live';
    wire.offsets.set(wire.arriving);
    wire.arriving = [];
    const follow = () => {
      wire.following = true;
      // Everything of this subscription up to what was seen last has come by now.
      for (const seen of this.#seen.toArray()) wire.offsets.raise(seen);
    };
    wire.following = false;
    if (afterMs === 0) {
      follow();
    } else {
      const socket = this.#socket;
      this.#settings.clock.setTimeout(() => {
        if (this.#socket === socket && wire.state === 'live') follow();
      }, afterMs);
    }

    if (wire.replaces) {
      this.#leave(wire.replaces);
      wire.replaces = undefined;
    }

    this.#judge();
  }

  /** Which state the subscriptions make of the connection. */
  #judge(): void {
    if (!this.#authenticated) return;
    const state = this.#wires.some((w) => w.resuming && w.state !== 'live') ? 'resuming' : 'connected';
    if (state === this.#status.state) return;
    if (state === 'connected') this.#upSince = this.#settings.clock.now();
    this.#setStatus(state);
  }

  // --- messages ---------------------------------------------------------------------------------------------------

  #hear(text: string): void {
    this.#heartbeat.heard();
    let message: ServerMessage;
    try {
      message = JSON.parse(text) as ServerMessage;
      if (typeof message?.type !== 'string' || typeof message.timestamp !== 'string') throw new SyntaxError('no type or timestamp');
    } catch {
      this.#listeners.emit('malformed', { text: text.slice(0, 200) });
      return;
    }

    if (message.type === 'batch_update') for (const one of message.messages) this.#deliver(one);
    else this.#deliver(message);
  }

  #deliver(message: Message): void {
    if (!this.#handle(message)) return;
    this.#listeners.emit(message.type, message as never);
    this.#listeners.emit('message', message);
    for (const queue of this.#queues) queue.push(message);
  }

  /** False for a double. */
  #handle(message: Message): boolean {
    switch (message.type) {
      case 'auth_success':
        this.#authenticated = true;
        this.#reauthenticated = false;
        this.#heartbeat.start();
        if (this.#settings.batchMs > 0) this.#send({ type: 'configure', options: { batch_interval: this.#settings.batchMs } });
        for (const wire of this.#wires) this.#send(wire.request());
        this.#judge();
        return true;
      case 'subscription_confirmed': {
        const wire = this.#find(message.subscription_id);
        if (!wire) return true;
        wire.state = 'joining';
        wire.arriving = [];
        if (!wire.resuming) wire.offsets.reset(message.offsets); // a resume that comes to nothing is tried from where it began
        this.#seen.set(message.offsets.filter((o) => !this.#seen.has(o.shard)));
        return true;
      }
      case 'initial_data': {
        const wire = this.#find(message.subscription_id);
        if (!wire || wire.replaying) return true; // a gap within a replay: its places come with `live`
        wire.arriving.push(...message.offsets);
        if (message.final) this.#joined(wire, settlingMs);
        return true;
      }
      case 'resume_complete': {
        // Incomplete: the present state follows as initial_data.
        const wire = this.#find(message.subscription_id);
        if (wire && message.complete) this.#joined(wire);
        return true;
      }
      case 'live':
      case 'replay_complete': {
        const wire = this.#find(message.subscription_id);
        if (!wire) return true;
        wire.arriving = message.type === 'live' ? message.offsets : [];
        this.#joined(wire);
        if (message.type === 'replay_complete') this.#wires = this.#wires.filter((w) => w !== wire); // it is over on the server too
        return true;
      }
      case 'server_shutdown':
        this.#retryAfter = message.retryAfter;
        return true;
      case 'error':
        this.#failed(message.error);
        return true;
      case 'location_update':
      case 'location_batch':
      case 'safety_event':
      case 'trip_update':
      case 'driver_performance':
      case 'driver_compliance':
      case 'custom_event':
      case 'alert':
      case 'event_superseded':
        return this.#take(message);
      default:
        return true;
    }
  }

  #find(id: string): Wire | undefined {
    return this.#wires.find((w) => w.id === id);
  }

  #take(message: LineEvent): boolean {
    const replay = message.type !== 'location_batch' && message.replay === true; // history never comes in batches
    if (replay) {
      for (const wire of this.#wires) {
        if (wire.replaying && wire.id === (message.subscription_id ?? wire.id)) wire.replayedTo = message.timestamp;
      }
    } else if (message.offset) {
      this.#seen.see(message.offset);
      for (const wire of this.#wires) {
        if (wire.following) wire.offsets.see(message.offset);
      }
    }

    const recent = replay ? this.#replayed : this.#recent;
    if (message.type === 'location_batch') {
      message.locations = message.locations.filter((l) => recent.add(l.event_id));
      if (message.locations.length === 0) return false;
    } else if (!recent.add(message.type === 'event_superseded' ? `${message.event_id}/${message.revision}` : message.event_id)) { // it has the id of the event it is about
      return false;
    }

    if (!replay) this.#reportStale(message);
    return true;
  }

  #reportStale(message: FleetEvent): void {
    const ageMs = this.#settings.clock.now() - Date.parse(message.timestamp);
    if (ageMs > this.#settings.staleAfterMs) this.#listeners.emit('stale', { message, ageMs });
  }

  #failed(error: ServerError['error']): void {
    const named = error.details?.subscription_id;
    // Answers come in the order of the questions: what cannot be read names no subscription, and is the first unanswered.
    const wire = named !== undefined ? this.#find(named) : refusing.has(error.type) && error.code !== 'not_subscribed' ? this.#wires.find((w) => w.state === 'sent') : undefined;
    if (!wire) {
      if (error.type === 'rate_limit_exceeded') this.#retryAfter = error.retryAfter ?? 0; // a close follows
      return;
    }

    if (error.type === 'internal_error') {
      wire.state = 'unsent';
      const socket = this.#socket;
      this.#settings.clock.setTimeout(() => {
        if (this.#socket === socket && this.#wires.includes(wire)) this.#send(wire.request());
      }, error.retryAfter ?? 5_000);
      return;
    }

    this.#wires = this.#wires.filter((w) => w !== wire);
    wire.owner.error = error;
    this.#judge();
  }
}
