import type { Alert, ServerMessage } from '@fleet-orleans/client';
import { ApiError, type AlertStatus, type AlertView, type Api } from './api.js';
import { Value } from './value.js';

/** An alert as the page last heard of it. The history is there once it was asked for. */
export type AlertItem = Omit<AlertView, 'history' | 'escalates_at'> & Partial<Pick<AlertView, 'history' | 'escalates_at'>> & { by?: string };

const most = 500;
const steps: AlertStatus[] = ['active', 'acknowledged', 'resolved'];
const priorities = ['low', 'medium', 'high', 'urgent'] as const;
const address = /^\/alerts\/([^/]+)$/;

/** The alert that the address of the page is about. */
export const alertOfAddress = (path: string): string | undefined => {
  const found = address.exec(path)?.[1];
  try {
    return found === undefined ? undefined : decodeURIComponent(found);
  } catch {
    return undefined;
  }
};

/**
 * The organization's alerts: the open ones from the server, then what the channel `alerts` tells. Marks are the
 * server's, so that everybody sees them. Bound: 500; who has been dealt with leaves first, then the oldest.
 */
export class Alerts {
  /** Newest first. */
  readonly items = new Value<readonly AlertItem[]>([]);
  /** The one that is looked at. */
  readonly opened = new Value<string | undefined>(undefined);
  /** Why marks cannot be set with this key; empty while nothing is known against it. */
  readonly refused = new Value('');
  /** Why there is nothing to see, or what went wrong last. */
  readonly trouble = new Value('');
  /** Whether `trouble` is that the list could not be read: then reading it ends the trouble. */
  #unread = false;
  readonly #known = new Map<string, AlertItem>();

  constructor(private readonly api: Api) {}

  /** The open ones as they are now. What is open here and was not found there has been dealt with meanwhile. */
  async load(): Promise<void> {
    try {
      const before = [...this.#known.values()].filter((a) => a.status === 'active').map((a) => a.alert_id);
      const open = await this.api.list<AlertView>('/v1/alerts?status=active', most);
      const there = new Set(open.map((a) => a.alert_id));
      const gone = open.length < most ? before.filter((id) => !there.has(id)) : [];
      open.forEach((a) => this.#take(a));
      const settled = await Promise.all(gone.slice(0, 50).map((id) => this.api.get<AlertView>(`/v1/alerts/${encodeURIComponent(id)}`).catch(() => undefined)));
      settled.forEach((a) => a && this.#take(a));
      if (this.#unread) this.trouble.set('');
      this.#unread = false;
    } catch (error) {
      if (error instanceof ApiError) {
        this.#unread = true;
        this.trouble.set(error.message);
      }
    }

    this.#tell();
  }

  hear(message: ServerMessage): void {
    if (message.type === 'alert') this.#take(itemOf(message));
    else if (message.type === 'initial_data' && message.alerts) message.alerts.forEach((a) => this.#take(itemOf(a)));
    else return;
    this.#tell();
  }

  /** Looks at one, with its history; undefined looks away. */
  open(id: string | undefined): void {
    this.opened.set(id);
    history.replaceState(null, '', (id === undefined ? '/' : `/alerts/${encodeURIComponent(id)}`) + location.search);
    if (id !== undefined) void this.#ask(() => this.api.get<AlertView>(`/v1/alerts/${encodeURIComponent(id)}`));
  }

  /** True where the server has it. */
  async settle(id: string, how: 'acknowledge' | 'resolve', note = ''): Promise<boolean> {
    return this.#ask(() => this.api.settleAlert(id, how, note), true);
  }

  async #ask(question: () => Promise<AlertView>, changes = false): Promise<boolean> {
    try {
      this.#take(await question());
      this.trouble.set('');
      this.#tell();
      return true;
    } catch (error) {
      const { status, message } = error as ApiError;
      if (changes && status === 403) this.refused.set(message);
      else this.trouble.set(status === 404 ? 'There is no such alert, or it is not for this key.' : message);
      return false;
    }
  }

  /** An alert only goes on: what is older than what is known takes nothing back. */
  #take(next: AlertItem): void {
    const known = this.#known.get(next.alert_id);
    if (!known) {
      this.#known.set(next.alert_id, next);
      return;
    }

    const later = steps.indexOf(next.status) >= steps.indexOf(known.status);
    this.#known.set(next.alert_id, {
      ...known, ...next,
      status: later ? next.status : known.status,
      ...((later ? next.by : known.by) !== undefined ? { by: (later ? (next.by ?? known.by) : known.by)! } : {}),
      priority: priorities[Math.max(priorities.indexOf(next.priority), priorities.indexOf(known.priority))]!,
      suppressed: Math.max(known.suppressed, next.suppressed),
      escalations: Math.max(known.escalations, next.escalations),
      ...(known.history && { history: next.history && next.history.length >= known.history.length ? next.history : known.history }),
    });
  }

  #tell(): void {
    const newest = [...this.#known.values()].sort((a, b) => (a.timestamp < b.timestamp ? 1 : -1));
    const kept = newest.length <= most ? newest
      : [...newest.filter((a) => a.status === 'active'), ...newest.filter((a) => a.status !== 'active')].slice(0, most).sort((a, b) => (a.timestamp < b.timestamp ? 1 : -1));
    if (kept.length < newest.length) {
      this.#known.clear();
      kept.forEach((a) => this.#known.set(a.alert_id, a));
    }

    this.items.set(kept);
  }
}

function itemOf(m: Alert): AlertItem {
  const { rule_name, status, timestamp, suppressed, escalations, event_data, priority } = m.alert;
  return {
    alert_id: m.alert_id, rule_id: m.rule_id, rule_name, priority, status, title: m.title, message: m.message, timestamp, suppressed, escalations, event_data,
    ...(m.vehicle_id !== undefined && { vehicle_id: m.vehicle_id }), ...(m.driver_id !== undefined && { driver_id: m.driver_id }), ...(m.by !== undefined && { by: m.by }),
  };
}
