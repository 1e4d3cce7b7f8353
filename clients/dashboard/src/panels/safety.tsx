import { useMemo, useState } from 'preact/hooks';
import type { SafetyEvent, Severity } from '@fleet-orleans/client';
import { capital, timeOf, words } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { useValue } from '../value.js';
import { AlertList } from './alertList.js';

const order: Severity[] = ['low', 'medium', 'high', 'critical'];

/** Alerts, which somebody has to deal with, and safety events, which are news: one that raised an alert says so and leads to it. */
export function Safety({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const { safetyEvents } = useValue(live.store);
  const replay = useValue(live.history.clock);
  const replayed = useValue(live.history.events);
  const alerts = useValue(live.alerts.items);
  useValue(live.names);
  const [least, setLeast] = useState<Severity>('low');
  const past = replay.state !== 'off';
  const events = (past ? replayed : safetyEvents).filter((e) => order.indexOf(e.enhanced_severity) >= order.indexOf(least)).slice(0, 100);
  const raised = useMemo(() => new Map(alerts.map((a) => [a.event_data.event_id, a])), [alerts]);
  const show = (e: SafetyEvent) => {
    live.select(e.vehicle_id);
    if (e.location) map?.go(e.location.latitude, e.location.longitude);
  };
  return (
    <>
      {!past && <AlertList live={live} map={map} />}
      <div class="bar heading">
        <h2>Safety events</h2>
        <label>From <select value={least} onChange={(e) => setLeast(e.currentTarget.value as Severity)}>{order.map((s) => <option key={s}>{s}</option>)}</select></label>
      </div>
      <ol class="rows events" aria-label="Safety events" aria-live="polite" aria-relevant="additions">
        {events.map((e) => {
          const alert = past ? undefined : raised.get(e.event_id);
          return (
            <li key={e.event_id} class={`event ${e.enhanced_severity}${alert && alert.status !== 'active' ? ' seen' : ''}`} data-event={e.event_id}>
              <button type="button" class="row" onClick={() => show(e)}>
                <span class={`badge ${e.enhanced_severity}`}>{e.enhanced_severity}</span>
                <span class="name">{capital(e.event.type)}</span>
                <span class="more"><time dateTime={e.timestamp}>{timeOf(e.timestamp)}</time> {live.nameOf(e.vehicle_id)}{e.context.speed !== undefined && `, ${Math.round(e.context.speed)} km/h`}{e.recommended_actions[0] && ` · ${words(e.recommended_actions[0])}`}</span>
              </button>
              {alert && <button type="button" class="of-alert" aria-label={`Alert ${capital(alert.rule_name)}, ${alert.status}`} onClick={() => live.alerts.open(alert.alert_id)}>alert</button>}
            </li>
          );
        })}
      </ol>
      {events.length === 0 && <p class="hint">Nothing happened yet.</p>}
    </>
  );
}
