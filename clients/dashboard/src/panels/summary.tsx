import { count } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import { useValue } from '../value.js';

export function Summary({ live }: { live: LiveFleet }) {
  const { fleet } = useValue(live.store);
  const s = fleet?.summary;
  const tile = (name: string, value: number | undefined, kind = '') => (
    <div class={`tile ${kind}`}><dd>{value === undefined ? '–' : count(value)}</dd><dt>{name}</dt></div>
  );
  return (
    <dl class="summary" aria-label="The whole fleet">
      {tile('vehicles', s?.total_vehicles)}
      {tile('trips under way', s?.active_trips, 'moving')}
      {tile('idle', s?.idle_vehicles, 'standing')}
      {tile('offline', s?.offline_vehicles, 'silent')}
      {tile('serious events, last hour', s?.safety_alerts, s?.safety_alerts ? 'alarm' : '')}
      {tile('maintenance due', s?.maintenance_due)}
    </dl>
  );
}
