import { useEffect, useState } from 'preact/hooks';
import type { ConnectionStatus } from '@fleet-orleans/client';
import type { LiveFleet } from '../liveFleet.js';
import { useValue } from '../value.js';

/** So long it says what the last reconnect brought, ms. */
const newsMs = 30_000;

/** Says whether what is seen is now, and what a reconnect brought. */
export function Connection({ live }: { live: LiveFleet }) {
  const status = useValue(live.status);
  const resumed = useValue(live.resumed);
  const [now, setNow] = useState(Date.now());
  const [news, setNews] = useState('');
  useEffect(() => {
    setNews(resumed);
    const timer = setTimeout(() => setNews(''), newsMs);
    return () => clearTimeout(timer);
  }, [resumed, status]);
  useEffect(() => {
    if (status.state !== 'waiting') return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [status]);
  return (
    <div class={`connection ${status.state}`} role="status" aria-live="polite" title={resumed}>
      <span class="lamp" aria-hidden="true" />
      <span class="state">{say(status, now)}</span>
      {news && status.state === 'connected' && <small class="resumed">{news}</small>}
    </div>
  );
}

function say(status: ConnectionStatus, now: number): string {
  switch (status.state) {
    case 'connected': return 'Live';
    case 'resuming': return 'Catching up …';
    case 'waiting': return `Offline, again in ${Math.max(0, Math.ceil(((status.retryAt ?? now) - now) / 1_000))} s`;
    case 'connecting': return status.attempts > 0 ? 'Reconnecting …' : 'Connecting …';
    default: return 'Not connected';
  }
}
