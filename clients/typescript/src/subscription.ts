import type { Channel, ClientMessage, Filters, Offset, ReplayRange, ServerError } from './messages.js';
import { Offsets } from './offsets.js';

export interface SubscribeOptions {
  channels: Channel[];
  filters?: Filters;
  replay?: ReplayRange;
}

/** As the server knows it. `joining` until the present state, or what was missed, has come in full. */
export class Wire {
  state: 'unsent' | 'sent' | 'joining' | 'live' = 'unsent';
  /** Up to where everything came. */
  readonly offsets = new Offsets();
  /** Whether `offsets` moves with what comes. Not while joining: what comes then may be another subscription's. */
  following = false;
  resuming = false;
  /** Of a present state that comes in parts: counts once the last part is there. */
  arriving: Offset[] = [];
  /** Of the last message of a replay: where it goes on after a reconnect. */
  replayedTo: string | undefined;
  /** The wire whose place this one takes. */
  replaces: Wire | undefined;

  constructor(readonly id: string, readonly options: SubscribeOptions, readonly owner: Subscription) {}

  /** Whether a replay is still under way. */
  get replaying(): boolean {
    return this.options.replay !== undefined && this.state !== 'live';
  }

  request(): ClientMessage {
    const { channels, filters, replay } = this.options;
    this.resuming = this.offsets.size > 0;
    this.state = 'sent';
    return {
      type: 'subscribe',
      channels,
      subscription_id: this.id,
      ...(filters && { filters }),
      ...(this.resuming ? { resume: this.offsets.toArray() } : replay && { replay: { ...replay, from: this.replayedTo ?? replay.from } }),
    };
  }
}

/** What a subscription needs of its client. */
export interface SubscriptionHost {
  replace(subscription: Subscription, options: SubscribeOptions): void;
  drop(subscription: Subscription): void;
}

/** Wanted until `unsubscribe`: asked for again after every reconnect, with what was missed. */
export class Subscription {
  /** Why the server refused it; then it is over. */
  error: ServerError['error'] | undefined;

  constructor(private readonly host: SubscriptionHost, private current: SubscribeOptions) {}

  get channels(): readonly Channel[] {
    return this.current.channels;
  }

  get filters(): Filters {
    return this.current.filters ?? {};
  }

  /** Other filters in place of these. The old ones stay in force until the new ones are: nothing is missed between. */
  replace(filters: Filters): void {
    this.current = { channels: this.current.channels, filters };
    this.host.replace(this, this.current);
  }

  unsubscribe(): void {
    this.host.drop(this);
  }
}
