import { useState } from 'preact/hooks';
import type { TripView } from '../api.js';
import { capital, duration, percent, timeOf } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { useValue } from '../value.js';

export function Trips({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const trips = useValue(live.trips);
  const { tripUpdates } = useValue(live.store);
  useValue(live.names);
  const [open, setOpen] = useState<string>();
  const choose = (trip: TripView) => {
    setOpen(open === trip.trip_id ? undefined : trip.trip_id);
    live.select(trip.vehicle_id);
    map?.focus(trip.vehicle_id);
  };
  return (
    <>
      <h2>Under way</h2>
      <ul class="rows">
        {trips.slice(0, 100).map((t) => (
          <li key={t.trip_id}>
            <button type="button" class="row" aria-expanded={open === t.trip_id} onClick={() => choose(t)}>
              <span class={`dot ${t.status === 'active' ? 'moving' : 'standing'}`} aria-hidden="true" />
              <span class="name">{live.nameOf(t.vehicle_id)}</span>
              <span class="more">{t.status}, {t.distance_km.toFixed(1)} km{t.progress !== undefined && `, ${percent(t.progress)}`}</span>
            </button>
            {open === t.trip_id && <TripDetails trip={t} />}
          </li>
        ))}
      </ul>
      {trips.length > 100 && <p class="hint">{trips.length - 100} more are under way.</p>}
      {trips.length === 0 && <p class="hint">No trip is under way.</p>}
      <h2>Lately</h2>
      <ol class="rows small">
        {tripUpdates.slice(0, 60).map((t) => (
          <li key={t.event_id} data-trip-event={t.event}>
            <time dateTime={t.timestamp}>{timeOf(t.timestamp)}</time> {live.nameOf(t.vehicle_id)}: {capital(t.event)}
            {t.details.geofence?.name && ` ${t.details.geofence.name}`}{t.details.waypoint?.name && ` ${t.details.waypoint.name}`}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Waypoints with their arrivals, and pauses. */
export function TripDetails({ trip }: { trip: TripView }) {
  const waypoints = trip.planned_route?.waypoints ?? [];
  return (
    <div class="details">
      {trip.progress !== undefined && <progress max={1} value={trip.progress} aria-label="Share of the planned way">{percent(trip.progress)}</progress>}
      <dl class="facts">
        {trip.started_at && <><dt>Started</dt><dd>{timeOf(trip.started_at)}</dd></>}
        <dt>Way</dt><dd>{trip.distance_km.toFixed(1)} km{trip.planned_route?.distance_km && ` of ${trip.planned_route.distance_km.toFixed(1)} planned`}</dd>
        <dt>Under way</dt><dd>{duration(trip.moving_seconds)}, fastest {Math.round(trip.max_speed_kmh)} km/h</dd>
        {trip.estimated_arrival && <><dt>Expected</dt><dd>{timeOf(trip.estimated_arrival)}</dd></>}
      </dl>
      {waypoints.length > 0 && (
        <ol class="waypoints" aria-label="Waypoints">
          {waypoints.map((w, i) => {
            const reached = trip.waypoints_reached.find((a) => a.index === i);
            return <li key={i} class={reached ? 'done' : ''}>{w.name ?? `Waypoint ${i + 1}`}{reached ? `, reached ${timeOf(reached.at)}` : ', to come'}</li>;
          })}
        </ol>
      )}
      {trip.pauses.length > 0 && (
        <ul class="pauses" aria-label="Pauses">
          {trip.pauses.map((p) => <li key={p.from}>Paused {timeOf(p.from)} – {p.to ? timeOf(p.to) : 'now'}</li>)}
        </ul>
      )}
    </div>
  );
}
