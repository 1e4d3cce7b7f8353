import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { useValue } from '../value.js';
import { DutyClock } from './dutyClock.js';
import { Line } from './line.js';

/** Scores of each driver while this page is open. Bound: 60 each, as many drivers as the list has. */
type Trend = Map<string, number[]>;

export function Drivers({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const drivers = useValue(live.drivers);
  const data = useValue(live.store);
  const [open, setOpen] = useState<string>();
  const trend = useRef<Trend>(new Map());
  useEffect(() => live.reloadDrivers(), []);
  for (const d of drivers) {
    const now = data.drivers.find((m) => m.driver_id === d.driver_id)?.performance.current_safety_score ?? d.safety_score;
    const kept = trend.current.get(d.driver_id) ?? [d.safety_score - d.score_change];
    if (kept.at(-1) !== now) kept.push(now);
    trend.current.set(d.driver_id, kept.slice(-60));
  }

  const sorted = [...drivers].sort((a, b) => a.safety_score - b.safety_score);
  return (
    <>
      <p class="hint">The lowest score first. Change: since the trip began; the line: while this page is open. Choose one for the hours of duty that are left.</p>
      <ul class="rows">
        {sorted.slice(0, 200).map((d) => (
          <li key={d.driver_id}>
            <button type="button" class="row" aria-expanded={open === d.driver_id} data-driver={d.driver_id} onClick={() => setOpen(open === d.driver_id ? undefined : d.driver_id)}>
              <span class={`score ${d.safety_score >= 85 ? 'good' : d.safety_score >= 70 ? 'fair' : 'poor'}`}>{d.safety_score.toFixed(0)}</span>
              <span class="name">{d.name ?? d.driver_id}</span>
              <Change by={d.score_change} />
              <Line values={trend.current.get(d.driver_id) ?? []} low={0} high={100} />
              <span class="more">{d.vehicle_id && `${live.nameOf(d.vehicle_id)} · `}{Object.entries(d.session_events).map(([type, n]) => `${n} ${words(type)}`).join(', ') || 'no events on this trip'}{d.improvement_areas.length > 0 && ` · to improve: ${d.improvement_areas.map(words).join(', ')}`}</span>
            </button>
            {open === d.driver_id && (
              <div class="details">
                <DutyClock live={live} driver={d.driver_id} />
                {d.vehicle_id && <button type="button" onClick={() => {
                  live.select(d.vehicle_id);
                  map?.focus(d.vehicle_id!);
                }}>Show {live.nameOf(d.vehicle_id)}</button>}
              </div>
            )}
          </li>
        ))}
      </ul>
      {drivers.length === 0 && <p class="hint">No driver is known.</p>}
    </>
  );
}

function Change({ by }: { by: number }) {
  if (Math.abs(by) < 0.05) return <span class="change">±0</span>;
  return <span class={`change ${by > 0 ? 'up' : 'down'}`}>{by > 0 ? '▲' : '▼'} {Math.abs(by).toFixed(1)}</span>;
}
