import { useEffect, useRef, useState } from 'preact/hooks';
import type { AlertItem } from '../alerts.js';
import { capital, dateOf, timeOf, words } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { mayChange } from '../me.js';
import { useValue } from '../value.js';

const most = 100;
/** Where the server's word needs one. */
const steps: Record<string, string> = { suppressed: 'happened again, counted here', escalated: 'nobody dealt with it: told to others' };

/** The organization's alerts, the newest first: open ones, and on request those that were dealt with while the page was open. */
export function AlertList({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const all = useValue(live.alerts.items);
  const opened = useValue(live.alerts.opened);
  const viewer = !mayChange(useValue(live.me));
  const refused = useValue(live.alerts.refused);
  const trouble = useValue(live.alerts.trouble);
  const [settled, setSettled] = useState(false);
  const [busy, setBusy] = useState(false);
  const open = all.filter((a) => a.status === 'active');
  const shown = all.filter((a) => settled || a.status === 'active' || a.alert_id === opened);
  const acknowledgeAll = async () => {
    setBusy(true);
    for (const { alert_id } of open) if (!(await live.alerts.settle(alert_id, 'acknowledge'))) break;
    setBusy(false);
  };
  return (
    <section class="alerts" aria-label="Alerts">
      <h2>Alerts, {open.length} open</h2>
      <div class="bar">
        {!viewer && <button type="button" disabled={open.length === 0 || busy || refused !== ''} onClick={() => void acknowledgeAll()}>Acknowledge all {open.length || ''}</button>}
        <label><input type="checkbox" checked={settled} onChange={(e) => setSettled(e.currentTarget.checked)} /> show dealt with</label>
      </div>
      {viewer && <p class="hint why" role="status">With the role viewer alerts are looked at; an operator acknowledges and resolves them.</p>}
      {refused && <p class="hint why" role="status">Alerts cannot be acknowledged with this key: {refused}</p>}
      {trouble && <p class="problem" role="status">{trouble}</p>}
      <ol class="rows events" aria-live="polite" aria-relevant="additions">
        {shown.slice(0, most).map((a) => <AlertRow key={a.alert_id} live={live} map={map} alert={a} open={a.alert_id === opened} viewer={viewer} refused={refused !== ''} />)}
      </ol>
      {shown.length > most && <p class="hint">{shown.length - most} older ones are not shown.</p>}
      {open.length === 0 && !trouble && <p class="hint">No alert is open.</p>}
    </section>
  );
}

function AlertRow({ live, map, alert: a, open, viewer, refused }: { live: LiveFleet; map: FleetMap | undefined; alert: AlertItem; open: boolean; viewer: boolean; refused: boolean }) {
  useValue(live.names);
  const row = useRef<HTMLLIElement>(null);
  const whose = a.vehicle_id ? live.nameOf(a.vehicle_id) : (a.driver_id ?? '');
  useEffect(() => {
    if (!open) return;
    row.current?.scrollIntoView({ block: 'nearest' });
    // Where it happened is shown once the map is there.
    const at = a.event_data.location;
    if (at && map) map.go(at.latitude, at.longitude);
  }, [open, map]);
  return (
    <li ref={row} class={`alert ${a.priority}${a.status === 'active' ? '' : ' seen'}`} data-alert={a.alert_id} data-status={a.status}>
      <button type="button" class="row" aria-expanded={open} onClick={() => live.alerts.open(open ? undefined : a.alert_id)}>
        <span class={`badge ${a.priority}`}>{a.priority}</span>
        <span class="name">{capital(a.rule_name)}</span>
        <span class="more"><time dateTime={a.timestamp}>{timeOf(a.timestamp)}</time> {whose}{a.event_data.event && `${whose && ', '}${words(a.event_data.event)}`}{a.status !== 'active' && ` · ${a.status}${a.by ? ` by ${a.by}` : ''}`}{a.suppressed > 0 && ` · ${a.suppressed} more since`}</span>
      </button>
      {a.status === 'active' && !open && !viewer && (
        <button type="button" class="ack" disabled={refused} aria-label={`Acknowledge ${capital(a.rule_name)} of ${whose}`} onClick={() => void live.alerts.settle(a.alert_id, 'acknowledge')}>Acknowledge</button>
      )}
      {open && <AlertDetails live={live} alert={a} viewer={viewer} refused={refused} />}
    </li>
  );
}

function AlertDetails({ live, alert: a, viewer, refused }: { live: LiveFleet; alert: AlertItem; viewer: boolean; refused: boolean }) {
  const [note, setNote] = useState('');
  const settle = async (how: 'acknowledge' | 'resolve') => {
    if (await live.alerts.settle(a.alert_id, how, note.trim())) setNote('');
  };
  /** The server's sentence with names and words in place of ids. */
  const { event } = a.event_data;
  let told = event ? a.message.replaceAll(event, words(event)) : a.message;
  if (a.vehicle_id) told = told.replaceAll(`vehicle ${a.vehicle_id}`, live.nameOf(a.vehicle_id));
  const driver = live.drivers.current.find((d) => d.driver_id === a.driver_id)?.name;
  if (driver) told = told.replaceAll(`driver ${a.driver_id}`, driver);
  return (
    <div class="details">
      <p>{capital(told)}</p>
      {a.escalates_at && a.status === 'active' && <p class="more">Escalates {timeOf(a.escalates_at)} unless somebody deals with it.</p>}
      {a.history && (
        <ol class="steps" aria-label="What became of it">
          {a.history.map((h) => <li key={h.timestamp + h.status}><time dateTime={h.timestamp}>{dateOf(h.timestamp)}</time> {steps[h.status] ?? h.status}{h.by && ` by ${h.by}`}{h.note && `: ${h.note}`}</li>)}
        </ol>
      )}
      {a.status !== 'resolved' && !viewer && (
        <form class="settle" onSubmit={(e) => {
          e.preventDefault();
          void settle(a.status === 'active' ? 'acknowledge' : 'resolve');
        }}>
          <label>Note <input value={note} maxLength={500} disabled={refused} onInput={(e) => setNote(e.currentTarget.value)} /></label>
          {a.status === 'active' && <button type="submit" class="primary" disabled={refused}>Acknowledge</button>}
          <button type="button" disabled={refused} onClick={() => void settle('resolve')}>Resolve</button>
        </form>
      )}
      {a.vehicle_id && <button type="button" onClick={() => live.select(a.vehicle_id)}>Show {live.nameOf(a.vehicle_id)}</button>}
    </div>
  );
}
