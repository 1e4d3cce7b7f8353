import { useEffect, useRef, useState } from 'preact/hooks';
import type { DriverView, TripView, VehicleView } from '../api.js';
import { capital, percent, timeOf } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import type { FleetMap } from '../map/fleetMap.js';
import { useValue } from '../value.js';
import { DutyClock } from './dutyClock.js';
import { SpeedChart, type SpeedPoint } from './speedChart.js';
import { TripDetails } from './trips.js';

interface Track extends SpeedPoint { latitude: number; longitude: number }

const chartMs = 15 * 60_000;
const mostPoints = 3_600;

/** One vehicle: its state, its trip, the way so far, speed and fuel. */
export function VehiclePanel({ live, map, vehicle }: { live: LiveFleet; map: FleetMap | undefined; vehicle: string }) {
  const [view, setView] = useState<VehicleView>();
  const [trip, setTrip] = useState<TripView>();
  const [driver, setDriver] = useState<DriverView>();
  const [problem, setProblem] = useState('');
  const [follow, setFollow] = useState(false);
  const [stored, setStored] = useState(true);
  const track = useRef<Track[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const state = useValue(live.store).vehicles.find((v) => v.id === vehicle);
  const past = useValue(live.history.clock).state !== 'off';
  const name = view?.name ?? live.nameOf(vehicle);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      try {
        const found = await live.api.get<VehicleView>(`/v1/vehicles/${vehicle}`);
        const [onTrip, drives] = await Promise.all([
          found.trip_id ? live.api.get<TripView>(`/v1/trips/${found.trip_id}`).catch(() => undefined) : undefined,
          found.driver_id ? live.api.get<DriverView>(`/v1/drivers/${found.driver_id}`).catch(() => undefined) : undefined,
        ]);
        if (gone) return;
        setView(found);
        setTrip(onTrip);
        setDriver(drives);
        setProblem('');
      } catch (error) {
        if (!gone) setProblem((error as Error).message);
      }
    };
    void load();
    const timer = setInterval(() => void load(), 5_000);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [vehicle]);

  const started = trip?.started_at;
  useEffect(() => {
    let gone = false;
    const from = new Date(Math.max(started ? Date.parse(started) : 0, Date.now() - 3_600_000));
    void live.history.positions(vehicle, started ? from : new Date(Date.now() - chartMs), mostPoints).then((found) => {
      if (gone) return;
      setStored(found !== undefined);
      const before = (found ?? []).map((p) => ({ at: Date.parse(p.timestamp), speed: p.location.speed ?? 0, latitude: p.location.latitude, longitude: p.location.longitude }));
      const last = before.at(-1)?.at ?? 0;
      track.current = [...before, ...track.current.filter((p) => p.at > last)].slice(-mostPoints);
    });
    return () => {
      gone = true;
    };
  }, [vehicle, started]);

  useEffect(() => {
    const take = (at: string, location: { latitude: number; longitude: number; speed?: number }) => {
      const time = Date.parse(at);
      if (time <= (track.current.at(-1)?.at ?? 0)) return;
      track.current.push({ at: time, speed: location.speed ?? 0, latitude: location.latitude, longitude: location.longitude });
      if (track.current.length > mostPoints) track.current.shift();
    };
    const ends = [
      live.client.on('location_update', (m) => m.vehicle_id === vehicle && !m.replay && take(m.timestamp, m.location)),
      live.client.on('location_batch', (m) => m.locations.forEach((l) => l.vehicle_id === vehicle && take(l.location.timestamp ?? m.timestamp, l.location))),
    ];
    return () => ends.forEach((end) => end());
  }, [vehicle]);

  useEffect(() => {
    const since = started ? Date.parse(started) : 0;
    const stops = (trip?.planned_route?.waypoints ?? []).map((w, i) => ({
      at: [w.latitude, w.longitude] as [number, number], name: w.name ?? `Waypoint ${i + 1}`, done: trip!.waypoints_reached.some((a) => a.index === i),
    }));
    if (past) return map?.showRoute([]); // the map shows another time
    map?.showRoute(track.current.filter((p) => p.at >= since).map((p) => [p.latitude, p.longitude]), stops);
  });
  useEffect(() => () => map?.showRoute([]), [map]);
  useEffect(() => {
    if (map) map.following = follow;
    if (follow) map?.focus(vehicle);
  }, [follow, map]);

  const recent = track.current.filter((p) => p.at > Date.now() - chartMs);
  const fuel = view?.fuel_level ?? state?.fuel_level;
  return (
    <section class="vehicle" aria-label={`Vehicle ${name}`} onKeyDown={(e) => e.key === 'Escape' && live.select(undefined)}>
      <div class="head">
        <h2 tabIndex={-1} ref={heading}>{name}</h2>
        <button type="button" aria-pressed={follow} onClick={() => setFollow(!follow)}>Follow</button>
        <button type="button" aria-label="Close" onClick={() => live.select(undefined)}>✕</button>
      </div>
      {problem && <p class="problem" role="status">{problem}</p>}
      {past && <p class="hint" role="status">This is of the present, the map of the past.</p>}
      <dl class="facts">
        {view && <><dt>State</dt><dd>{capital(view.status)}{view.engine_running !== undefined && (view.engine_running ? ', engine running' : ', engine off')}</dd></>}
        <dt>Speed</dt><dd class="speed">{state?.current_speed !== undefined ? `${Math.round(state.current_speed)} km/h` : '–'}</dd>
        {state && <><dt>Last heard</dt><dd>{timeOf(state.location.timestamp)}</dd></>}
        {fuel !== undefined && <><dt>Fuel</dt><dd><meter min={0} max={1} low={0.15} optimum={1} value={fuel} aria-label="Fuel level">{percent(fuel)}</meter> {percent(fuel)}</dd></>}
        {view?.plate_number && <><dt>Plate</dt><dd>{view.plate_number}</dd></>}
        {view && <><dt>Inside</dt><dd>{view.geofences.map((g) => g.name).join(', ') || 'no fence'}</dd></>}
        {driver && <><dt>Driver</dt><dd>{driver.name ?? driver.driver_id}, score {driver.safety_score.toFixed(0)}</dd></>}
        {view && <><dt>Driven</dt><dd>{view.distance_km.toFixed(1)} km in all</dd></>}
      </dl>
      <h3>Speed, km/h</h3>
      <SpeedChart points={recent} />
      {!stored && <p class="hint">The server offers no stored positions: route and speed begin when the vehicle was selected.</p>}
      {driver && <><h3>Hours of duty left</h3><DutyClock key={driver.driver_id} live={live} driver={driver.driver_id} /></>}
      <h3>Trip</h3>
      {trip ? <TripDetails trip={trip} /> : <p class="hint">Not on a trip.</p>}
    </section>
  );
}
