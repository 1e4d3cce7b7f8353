import { useMemo, useState } from 'preact/hooks';
import type { VehicleState } from '@fleet-orleans/client';
import { count, timeOf } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { useValue } from '../value.js';

const most = 100;
const silentMs = 60_000;
const byName = new Intl.Collator(undefined, { numeric: true });

export const stateOf = (v: VehicleState): 'moving' | 'standing' | 'silent' =>
  Date.now() - Date.parse(v.location.timestamp) > silentMs ? 'silent' : (v.current_speed ?? 0) >= 3 ? 'moving' : 'standing';

export function Vehicles({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const { vehicles, fleet } = useValue(live.store, 800);
  const names = useValue(live.names);
  const selected = useValue(live.selected);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const byId = new Map(vehicles.map((v) => [v.id, v]));
  // Thousands are put in order only when there are others, not each time one of them moved.
  const order = useMemo(() => {
    const named = vehicles.map((v) => ({ id: v.id, name: names.get(v.id) ?? v.id }));
    return named
      .filter(({ id, name }) => !wanted || name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted))
      .sort((a, b) => byName.compare(a.name, b.name));
  }, [vehicles.length, names, wanted]);
  const found = order.slice(0, most).flatMap(({ id, name }) => (byId.has(id) ? [{ v: byId.get(id)!, name }] : []));
  const choose = (id: string) => {
    live.select(id);
    map?.focus(id);
  };
  return (
    <>
      <label class="search">Search <input type="search" value={search} onInput={(e) => setSearch(e.currentTarget.value)} placeholder="name or id" /></label>
      <ul class="rows">
        {found.map(({ v, name }) => (
          <li key={v.id}>
            <button type="button" class="row" data-vehicle={v.id} aria-current={v.id === selected ? 'true' : undefined} onClick={() => choose(v.id)}>
              <span class={`dot ${stateOf(v)}`} aria-hidden="true" />
              <span class="name">{name}</span>
              <span class="more">{stateOf(v) === 'silent' ? `silent since ${timeOf(v.location.timestamp)}` : stateOf(v) === 'standing' ? 'standing' : `${Math.round(v.current_speed ?? 0)} km/h`}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="hint">
        {order.length > most && `${count(order.length - most)} more; search for them. `}
        {fleet && fleet.summary.total_vehicles > vehicles.length && `${count(fleet.summary.total_vehicles - vehicles.length)} vehicles are elsewhere: the list has what the map has shown.`}
        {vehicles.length === 0 && 'No vehicle has reported a position yet.'}
      </p>
    </>
  );
}
