import { useState } from 'preact/hooks';
import type { SafetyEvent, Severity } from '@fleet-orleans/client';
import { capital, timeOf, words } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { useValue } from '../value.js';

const order: Severity[] = ['low', 'medium', 'high', 'critical'];
const place = 'fleet.acknowledged';
const most = 1_000;

/** Ids acknowledged in this tab. The server keeps no such mark yet. Bound: the newest thousand. */
const read = (): string[] => JSON.parse(sessionStorage.getItem(place) ?? '[]') as string[];

export function Safety({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const { safetyEvents } = useValue(live.store);
  const replay = useValue(live.history.clock);
  const replayed = useValue(live.history.events);
  useValue(live.names);
  const [least, setLeast] = useState<Severity>('low');
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(read()));
  const source = replay.state === 'off' ? safetyEvents : replayed;
  const events = source.filter((e) => order.indexOf(e.enhanced_severity) >= order.indexOf(least)).slice(0, 100);
  const open = events.filter((e) => !seen.has(e.event_id)).length;
  const acknowledge = (ids: string[]) => {
    const kept = [...seen, ...ids].slice(-most);
    sessionStorage.setItem(place, JSON.stringify(kept));
    setSeen(new Set(kept));
  };
  const show = (e: SafetyEvent) => {
    live.select(e.vehicle_id);
    if (e.location) map?.go(e.location.latitude, e.location.longitude);
  };
  return (
    <>
      <div class="bar">
        <label>From <select value={least} onChange={(e) => setLeast(e.currentTarget.value as Severity)}>{order.map((s) => <option key={s}>{s}</option>)}</select></label>
        <button type="button" disabled={open === 0} onClick={() => acknowledge(events.map((e) => e.event_id))}>Acknowledge all {open || ''}</button>
      </div>
      <p class="hint">Acknowledging is kept in this tab only: the server has no alerts to mark yet.</p>
      <ol class="rows events" aria-live="polite" aria-relevant="additions">
        {events.map((e) => (
          <li key={e.event_id} class={`event ${e.enhanced_severity}${seen.has(e.event_id) ? ' seen' : ''}`} data-event={e.event_id}>
            <button type="button" class="row" onClick={() => show(e)}>
              <span class={`badge ${e.enhanced_severity}`}>{e.enhanced_severity}</span>
              <span class="name">{capital(e.event.type)}</span>
              <time dateTime={e.timestamp}>{timeOf(e.timestamp)}</time>
              <span class="more">{live.nameOf(e.vehicle_id)}{e.context.speed !== undefined && `, ${Math.round(e.context.speed)} km/h`}{e.recommended_actions[0] && ` · ${words(e.recommended_actions[0])}`}</span>
            </button>
            {!seen.has(e.event_id) && <button type="button" class="ack" aria-label={`Acknowledge ${words(e.event.type)} of ${live.nameOf(e.vehicle_id)}`} onClick={() => acknowledge([e.event_id])}>✓</button>}
          </li>
        ))}
      </ol>
      {events.length === 0 && <p class="hint">Nothing happened yet.</p>}
    </>
  );
}
