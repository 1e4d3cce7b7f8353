import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { accidentWords, cameraWords, zoneWords } from '../map/trafficLayer.js';
import { levelOf } from '../trafficBook.js';
import { useValue } from '../value.js';
import { timeOf } from '../format.js';

const most = 100;
const byName = new Intl.Collator(undefined, { numeric: true });
const gravest = ['critical', 'severe', 'moderate', 'minor'];
const worst = ['high', 'moderate', 'low', 'unknown'];

/** What the traffic layer shows, in words, and its switch. */
export function Traffic({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const now = useValue(live.traffic.state);
  const then = useValue(live.history.traffic.state);
  const clock = useValue(live.history.clock);
  const past = clock.state !== 'off' && clock.state !== 'failed';
  const { cameras, zones, accidents } = past ? then : now;
  const connection = useValue(live.traffic.connection);
  const [liveTrouble, pastTrouble] = [useValue(live.traffic.trouble), useValue(live.history.traffic.trouble)];
  const trouble = past ? pastTrouble : liveTrouble;
  const shown = useValue(live.trafficShown);
  const open = [...accidents.values()].sort((a, b) => gravest.indexOf(a.severity) - gravest.indexOf(b.severity));
  const areas = [...zones.values()].sort((a, b) => worst.indexOf(a.congestion.level) - worst.indexOf(b.congestion.level) || byName.compare(a.name, b.name));
  const eyes = [...cameras.values()].sort((a, b) => byName.compare(a.name ?? a.camera_id, b.name ?? b.camera_id));
  return (
    <>
      <div class="bar">
        <label><input type="checkbox" role="switch" checked={shown} onChange={(e) => live.showTraffic(e.currentTarget.checked)} /> Traffic on the map</label>
        <span class="hint" role="status">{past ? `as it was, ${timeOf(new Date(clock.at).toISOString())}` : { off: '', connecting: 'connecting …', live: 'live', waiting: 'offline, comes back', refused: 'not for this key' }[connection]}</span>
      </div>
      {shown && trouble && <p class="problem" role="status">{trouble}</p>}
      {shown && (
        <>
          <h2>Accidents</h2>
          <ul class="rows" aria-live="polite" aria-relevant="additions removals" aria-label="Open accidents">
            {open.slice(0, most).map((a) => (
              <li key={a.id} data-accident={a.id}>
                <button type="button" class="row" onClick={() => map?.go(a.location.lat, a.location.lon)}>
                  <span class={`badge ${{ minor: 'low', moderate: 'medium', severe: 'high', critical: 'critical' }[a.severity]}`}>{a.severity}</span>
                  <span class="name">{a.road ?? 'Accident'}</span>
                  {a.reported_at && <time dateTime={a.reported_at}>{timeOf(a.reported_at)}</time>}
                  <span class="more">{accidentWords(a)}</span>
                </button>
              </li>
            ))}
          </ul>
          {open.length === 0 && <p class="hint">No accident is open.</p>}
          <h2>Zones</h2>
          <ul class="rows" aria-label="Zones">
            {areas.slice(0, most).map((z) => (
              <li key={z.zone_id} data-zone={z.zone_id} data-level={z.congestion.level}>
                <button type="button" class="row" onClick={() => map?.fitZone(z)}>
                  <span class={`dot level-${z.congestion.level}`} aria-hidden="true" /><span class="name">{z.name}</span><span class="more">{zoneWords(z)}</span>
                </button>
              </li>
            ))}
          </ul>
          {areas.length === 0 && <p class="hint">No zone is known.</p>}
          <h2>Cameras</h2>
          <ul class="rows" aria-label="Cameras">
            {eyes.slice(0, most).map((c) => (
              <li key={c.camera_id} data-camera={c.camera_id} data-status={c.status} data-level={levelOf(c)}>
                <button type="button" class="row" disabled={!c.location} onClick={() => c.location && map?.go(c.location.lat, c.location.lon)}>
                  <span class={`dot level-${levelOf(c)}${c.status === 'active' ? '' : ' dead'}`} aria-hidden="true" /><span class="name">{c.name ?? c.camera_id}</span>
                  <span class="more">{c.road && `${c.road}, `}{cameraWords(c)}</span>
                </button>
              </li>
            ))}
          </ul>
          {eyes.length > most && <p class="hint">{eyes.length - most} more on the map.</p>}
          {eyes.length === 0 && <p class="hint">No camera is known.</p>}
        </>
      )}
    </>
  );
}
