import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { alertOfAddress } from './alerts.js';
import { LiveFleet } from './liveFleet.js';
import { FleetMap, type MapConfig } from './map/fleetMap.js';
import { measureWhereAsked } from './measure.js';
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

const tabs = ['Vehicles', 'Safety', 'Trips', 'Drivers', 'Fences', 'Traffic'] as const;
type Tab = (typeof tabs)[number];

export function Dashboard({ credential, leave }: { credential: string; leave(why: string): void }) {
  const live = useMemo(() => new LiveFleet(credential), [credential]);
  const [map, setMap] = useState<FleetMap>();
  const [tab, setTab] = useState<Tab>(() => (alertOfAddress(location.pathname) ? 'Safety' : 'Vehicles'));
  const [replaying, setReplaying] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const status = useValue(live.status);
  const selected = useValue(live.selected);
  const trouble = useValue(live.trouble);
  const traffic = useValue(live.traffic.state).zones.size > 0 && !replaying;

  useEffect(() => {
    let made: FleetMap | undefined;
    let gone = false;
    void mapConfig().then((config) => {
      if (gone) return;
      made = new FleetMap(live, element.current!, config);
      measureWhereAsked(live, made);
      setMap(made);
      live.start();
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
        <h1>Fleet.Orleans</h1>
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
        <div id="list" role="tabpanel" aria-labelledby={`tab-${tab}`} class="list">
          {tab === 'Vehicles' && <Vehicles live={live} map={map} />}
          {tab === 'Safety' && <Safety live={live} map={map} />}
          {tab === 'Trips' && <Trips live={live} map={map} />}
          {tab === 'Drivers' && <Drivers live={live} map={map} />}
          {tab === 'Fences' && <Fences live={live} map={map} />}
          {tab === 'Traffic' && <Traffic live={live} map={map} />}
        </div>
      </aside>
      <main class="map-area">
        <div ref={element} class="map" role="application" aria-label="Map of vehicles. Arrow keys move it, plus and minus zoom. The lists beside it say the same in words." />
        <div class="map-buttons">
          <button type="button" onClick={() => map?.fit()}>Show all</button>
        </div>
        <ul class="legend" aria-label="Legend">
          <li class="moving">driving</li>
          <li class="standing">standing</li>
          <li class="silent">silent for a minute</li>
        </ul>
        {traffic && (
          <ul class="legend roads" aria-label="Legend of traffic">
            <li class="level-low">road free</li>
            <li class="level-moderate">dense</li>
            <li class="level-high">jammed</li>
            <li class="crash">accident</li>
          </ul>
        )}
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
