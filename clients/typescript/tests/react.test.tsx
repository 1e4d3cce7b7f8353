// S0's two React samples, out of its text (tests/samples): only the import is another, and the components that they leave out are there.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { act, create, type ReactTestRenderer } from 'react-test-renderer';
import type { ReactNode } from 'react';
import { configureStreaming } from '../src/react.js';
import type { LocationUpdate, SafetyEvent, VehicleState } from '../src/index.js';
import { ManualClock } from './manualClock.js';
import { sample, sampleErrors } from './samples.js';
import { ScriptedServer, ScriptedSocket } from './scriptedServer.js';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const focused: string[] = [];
const focusVehicle = (id: string) => focused.push(id);
const ConnectionIndicator = ({ status }: { status: string }) => <i>{status}</i>;
const FleetMap = ({ vehicles }: { vehicles: VehicleState[] }) => <b>{vehicles.map((v) => `${v.id}@${v.location.latitude}`).join()}</b>;
const SafetyAlerts = ({ events }: { events: SafetyEvent[] }) => <u>{events.map((e) => e.event.type).join()}</u>;
const VehicleList = ({ vehicles, onVehicleSelect }: { vehicles: VehicleState[]; onVehicleSelect: (id: string) => void }) =>
  <>{vehicles.map((v) => <button key={v.id} onClick={() => onVehicleSelect(v.id)} />)}</>;
const View = ({ children }: { children: ReactNode }) => <>{children}</>;
const StatusIndicator = ({ connected }: { connected: boolean }) => <i>{connected ? 'on' : 'off'}</i>;
const LiveMap = ({ locationData }: { locationData: VehicleState[] }) => <FleetMap vehicles={locationData} />;

/** The components that S0 leaves out. */
const around = { ConnectionIndicator, FleetMap, SafetyAlerts, VehicleList, View, StatusIndicator, LiveMap, focusVehicle };
const FleetDashboard = sample<() => ReactNode>('fleet-dashboard', 'FleetDashboard', around);
const LiveTracking = sample<(props: { tripId: string }) => ReactNode>('live-tracking', 'LiveTracking', around);

class Stage extends ScriptedServer {
  constructor() {
    super();
    const { sockets } = this;
    configureStreaming({
      url: 'ws://fleet', apiKey: 'key', clock: this.clock, network: null,
      WebSocket: class extends ScriptedSocket {
        constructor(url: string) {
          super(url);
          sockets.push(this);
        }
      },
    });
  }

  accepts = () => act(() => this.accept());
  says = (message: Parameters<ScriptedServer['say']>[0]) => act(() => {
    this.say(message);
    this.clock.advance(100);
  });
}

const text = (view: ReactTestRenderer, tag: string) => {
  const { children } = view.root.findByType(tag as 'i');
  return children.join('');
};
const position = (vehicle: string, latitude: number) =>
  ({ type: 'location_update' as const, vehicle_id: vehicle, event_id: `${vehicle}:${latitude}`, location: { latitude, longitude: 0 }, geofence_status: [] }) satisfies Partial<LocationUpdate>;
const views: ReactTestRenderer[] = [];
const show = async (node: React.ReactElement) => {
  let view!: ReactTestRenderer;
  await act(async () => void (view = create(node)));
  views.push(view);
  return view;
};
afterEach(() => views.splice(0).forEach((v) => act(() => v.unmount())));

test("S0's samples are right by the types of this package", () => {
  assert.deepEqual(sampleErrors(), []);
  assert.match(sampleErrors((text) => text.replace('connectionStatus\n', 'connectionState\n').replaceAll('connectionStatus', 'connectionState')).join(), /connectionState/, 'what is not there is found');
});

test("S0's dashboard shows vehicles, events and the connection", async () => {
  const stage = new Stage();
  const view = await show(<FleetDashboard />);
  assert.equal(text(view, 'i'), 'connecting');
  await stage.accepts();
  assert.deepEqual(stage.asked('subscribe'), {
    type: 'subscribe', subscription_id: 's1', channels: ['locations', 'safety_events', 'fleet_overview'], filters: { organization_id: 'org_123' },
  });
  stage.says(position('vehicle_456', 40));
  stage.says({ type: 'safety_event', event_id: 'e', event: { type: 'harsh_braking', severity: 'high', details: {} } });
  assert.deepEqual([text(view, 'i'), text(view, 'b'), text(view, 'u')], ['connected', 'vehicle_456@40', 'harsh_braking']);
  view.root.findByType('button').props.onClick();
  assert.deepEqual(focused, ['vehicle_456']);
  act(() => view.unmount());
  assert.ok(stage.socket.closed);
});

test('a component that renders again with the same question keeps its connection', async () => {
  const stage = new Stage();
  const view = await show(<FleetDashboard />);
  await act(async () => view.update(<FleetDashboard />));
  assert.equal(stage.sockets.length, 1);
});

test("S0's live tracking follows its trip, and another trip in its place", async () => {
  const stage = new Stage();
  const view = await show(<LiveTracking tripId="t1" />);
  assert.equal(text(view, 'i'), 'off');
  await stage.accepts();
  assert.deepEqual(stage.socket.sent[0], { type: 'auth', api_key: 'bkv_live_your_api_key' });
  assert.deepEqual(stage.socket.sent.slice(1).map((m) => m.type === 'subscribe' && [m.channels, m.filters]), [
    [['locations'], { trip_ids: ['t1'], update_frequency: 'high' }],
    [['safety_events'], { trip_ids: ['t1'], severity: ['medium', 'high', 'critical'] }],
  ]);
  stage.says(position('v1', 1));
  assert.deepEqual([text(view, 'i'), text(view, 'b')], ['on', 'v1@1']);
  await act(async () => view.update(<LiveTracking tripId="t2" />));
  assert.equal(stage.sockets.length, 1);
  assert.deepEqual(stage.socket.sent.slice(3).map((m) => m.type), ['unsubscribe', 'subscribe', 'unsubscribe', 'subscribe']);
  act(() => stage.clock.advance(100));
  assert.equal(text(view, 'b'), '');
});

test('without a credential a hook says what to do', () => {
  configureStreaming({ url: 'ws://fleet', clock: new ManualClock(), WebSocket: ScriptedSocket });
  const silent = console.error;
  console.error = () => {};
  try {
    assert.throws(() => act(() => void create(<FleetDashboard />)), /configureStreaming/);
  } finally {
    console.error = silent;
  }
});

