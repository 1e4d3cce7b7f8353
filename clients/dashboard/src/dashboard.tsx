import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { alertOfAddress } from './alerts.js';
import { LiveFleet } from './liveFleet.js';
import { FleetMap, type MapConfig } from './map/fleetMap.js';
import { mayRead, type Me } from './me.js';
import { measureWhereAsked } from './measure.js';
import { Intro } from './panels/intro.js';
import { Legend } from './panels/legend.js';
import { dateOf } from './format.js';
import { Connection } from './panels/connection.js';
import { Drivers } from './panels/drivers.js';
import { Fences } from './panels/fences.js';
import { ReplayBar } from './panels/replayBar.js';
import { Safety } from './panels/safety.js';
import { Summary } from './panels/summary.js';
import { Traffic } from './panels/traffic.js';
import { Trips } from './panels/trips.js';
import { VehiclePanel } from './panels/vehiclePanel.js';
import { Vehicles } from './panels/vehicles.js';
import { useValue } from './value.js';

/** What each shows is read from one of these channels; fences are for everybody. */
const readFrom = {
  Vehicles: ['locations'], Safety: ['safety_events', 'alerts'], Trips: ['trip_updates'], Drivers: ['driver_performance'], Fences: [],
  Traffic: ['accidents', 'congestion', 'traffic.flow', 'cameras.status'],
} as const;
type Tab = keyof typeof readFrom;
const tabsFor = (me: Me | undefined): Tab[] =>
  (Object.keys(readFrom) as Tab[]).filter((t) => readFrom[t].length === 0 || readFrom[t].some((channel) => mayRead(me, channel)));
/** Lists that say what is now, also while the map shows what was. */
const ofNow: ReadonlySet<Tab> = new Set(['Vehicles', 'Trips', 'Drivers', 'Fences']);

export function Dashboard({ credential, leave }: { credential: string; leave(why: string): void }) {
  const live = useMemo(() => new LiveFleet(credential), [credential]);
  const [map, setMap] = useState<FleetMap>();
  const [chosen, setTab] = useState<Tab>(() => (alertOfAddress(location.pathname) ? 'Safety' : 'Vehicles'));
  const [replaying, setReplaying] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const status = useValue(live.status);
  const selected = useValue(live.selected);
  const trouble = useValue(live.trouble);
  const me = useValue(live.me);
  const clock = useValue(live.history.clock);
  const past = clock.state !== 'off' && clock.state !== 'failed';
  const tabs = tabsFor(me);
  const tab = tabs.includes(chosen) ? chosen : tabs[0]!;

  useEffect(() => {
    let made: FleetMap | undefined;
    let gone = false;
    void mapConfig().then((config) => {
      if (gone) return;
      made = new FleetMap(live, element.current!, config);
      measureWhereAsked(live, made);
      setMap(made);
      void live.start();
      const alert = alertOfAddress(location.pathname);
      if (alert) live.alerts.open(alert);
    });
    return () => {
      gone = true;
      made?.remove();
      live.stop();
    };
  }, [live]);

  useEffect(() => {
    if (status.state === 'closed' && status.reason && status.reason.code !== 1000) {
      leave(status.reason.code === 4001 ? 'This key was not accepted.' : status.reason.code === 4010 ? 'The token has expired.' : `The gateway ended the session: ${status.reason.message || status.reason.code}.`);
    }
  }, [status]);

  const pick = (index: number) => {
    const next = tabs[(index + tabs.length) % tabs.length]!;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  const arrows = (event: KeyboardEvent) => {
    const at = tabs.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    pick(to);
  };
  const toggleReplay = () => {
    if (replaying) live.history.close();
    setReplaying(!replaying);
  };

  return (
    <div class={`page${selected ? ' with-vehicle' : ''}`}>
      <header>
        <h1>Fleet.Orleans{me && <small title={`Signed in as ${me.subject}`}>{me.organization_id}, {me.role}</small>}</h1>
        <Summary live={live} />
        <Connection live={live} />
        <button type="button" aria-pressed={replaying} onClick={toggleReplay}>Replay</button>
        <button type="button" onClick={() => leave('')}>Log out</button>
      </header>
      <aside class="side" aria-label="Fleet">
        <div role="tablist" aria-label="What to list" onKeyDown={arrows}>
          {tabs.map((name) => (
            <button key={name} id={`tab-${name}`} type="button" role="tab" aria-selected={name === tab} aria-controls="list" tabIndex={name === tab ? 0 : -1} onClick={() => setTab(name)}>{name}</button>
          ))}
        </div>
        {trouble && <p class="problem" role="status">{trouble}</p>}
        {past && ofNow.has(tab) && <p class="hint past-note" role="status">This list is of the present, the map of the past.</p>}
        <div id="list" role="tabpanel" aria-labelledby={`tab-${tab}`} class="list">
          {tab === 'Vehicles' && <Vehicles live={live} map={map} />}
          {tab === 'Safety' && <Safety live={live} map={map} />}
          {tab === 'Trips' && <Trips live={live} map={map} />}
          {tab === 'Drivers' && <Drivers live={live} map={map} />}
          {tab === 'Fences' && <Fences live={live} map={map} />}
          {tab === 'Traffic' && <Traffic live={live} map={map} />}
        </div>
      </aside>
      <main class={`map-area${past ? ' past' : ''}`}>
        <div ref={element} class="map" role="application" aria-label="Map of vehicles. Arrow keys move it, plus and minus zoom. The lists beside it say the same in words." />
        <div class="map-buttons">
          <button type="button" title="Every vehicle that is known, in view" onClick={() => map?.fit()}>Show all</button>
        </div>
        <Legend live={live} past={past} />
        {past && <p class="past-sign" aria-hidden="true">The past: {dateOf(new Date(clock.at).toISOString())}</p>}
        {!replaying && <Intro />}
        {replaying && <ReplayBar live={live} />}
      </main>
      {selected && <VehiclePanel key={selected} live={live} map={map} vehicle={selected} />}
    </div>
  );
}

async function mapConfig(): Promise<MapConfig> {
  try {
    return (await (await fetch('/dashboard/config.json')).json()) as MapConfig;
  } catch {
    return {};
  }
}
