import L from 'leaflet';
import { levelOf, levelWords, type Accident, type Camera, type Spot, type TrafficState, type Zone } from '../trafficBook.js';
import { shapeOf } from './fenceLayer.js';

/** With more cameras than this in view they are not drawn one by one; zones and accidents always are. */
const mostCameras = 400;

const place = ({ lat, lon }: Spot): L.LatLngTuple => [lat, lon];

/** What one thing is drawn as, and of which word of it. */
interface Drawn { of: Camera | Zone | Accident; layer: L.Layer }

/**
 * Zones as areas, cameras as squares, accidents as signs: colour and shape, and words in the tooltip; zones that are not free say so on the map.
 * Below fences and vehicles. Only what changed is drawn anew: measures come several times a second.
 */
export class TrafficLayer {
  readonly #drawn = new Map<string, Drawn>();
  #state: TrafficState | undefined;

  constructor(private readonly map: L.Map) {
    map.createPane('traffic').style.zIndex = '380';
    map.on('moveend', () => this.#draw());
  }

  show(state: TrafficState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#draw();
  }

  bounds(zone: Zone): L.LatLngBounds {
    const shape = shapeOf({ ...zone, name: '' }, this.map, '').addTo(this.map); // a circle knows its bounds only on a map
    const bounds = (shape as L.Polygon).getBounds();
    shape.remove();
    return bounds;
  }

  #draw(): void {
    const state = this.#state;
    if (!state) return;
    const zoom = this.map.getZoom();
    const view = this.map.getBounds().pad(0.1);
    const cameras = [...state.cameras.values()].filter((c) => c.location && view.contains(place(c.location)));
    const wanted = new Map<string, Camera | Zone | Accident>();
    for (const zone of state.zones.values()) wanted.set(`zone/${zone.zone_id}/${zone.corridor ? zoom : ''}`, zone); // a corridor's width is another at another zoom
    if (cameras.length <= mostCameras) for (const camera of cameras) wanted.set(`camera/${camera.camera_id}`, camera);
    for (const accident of state.accidents.values()) if (view.contains(place(accident.location))) wanted.set(`accident/${accident.id}`, accident);
    for (const [key, { layer }] of this.#drawn) {
      if (!wanted.has(key)) {
        layer.remove();
        this.#drawn.delete(key);
      }
    }

    for (const [key, of] of wanted) {
      const known = this.#drawn.get(key);
      if (known?.of === of) continue;
      if (known && 'camera_id' in of) {
        updateCamera(known.layer as L.Marker, of);
        known.of = of;
        continue;
      }

      known?.layer.remove();
      const layer = 'camera_id' in of ? cameraOf(of) : 'zone_id' in of ? this.#zone(of) : accidentOf(of);
      this.#drawn.set(key, { of, layer: layer.addTo(this.map) });
    }
  }

  #zone(zone: Zone): L.Path {
    const { level } = zone.congestion;
    const shape = shapeOf({ ...zone, name: '' }, this.map, `zone level-${level}`);
    shape.options.pane = 'traffic';
    const told = level === 'moderate' || level === 'high';
    return shape.bindTooltip(text(zone.name, zoneWords(zone, told)), told ? { permanent: true, direction: 'center', className: `zone-name level-${level}` } : { sticky: true });
  }
}

function cameraOf(camera: Camera): L.Marker {
  return L.marker(place(camera.location!), { pane: 'traffic', keyboard: false, bubblingMouseEvents: true, icon: cameraIcon(camera) })
    .bindTooltip(text(camera.name ?? camera.camera_id, cameraWords(camera)));
}

/** In place, so that a tooltip that is read stays open. */
function updateCamera(marker: L.Marker, camera: Camera): void {
  const icon = cameraIcon(camera);
  if (marker.options.icon?.options.className !== icon.options.className) marker.setIcon(icon);
  if (camera.location) marker.setLatLng(place(camera.location));
  marker.setTooltipContent(text(camera.name ?? camera.camera_id, cameraWords(camera)));
}

const cameraIcon = (camera: Camera): L.DivIcon =>
  L.divIcon({ className: `camera level-${levelOf(camera)}${camera.status === 'active' ? '' : ' dead'}`, iconSize: [11, 11] });

function accidentOf(accident: Accident): L.Marker {
  return L.marker(place(accident.location), {
    keyboard: false, bubblingMouseEvents: true, // the list says it to who has no pointer
    icon: L.divIcon({ className: `accident ${accident.severity}`, html: '!', iconSize: [24, 24], iconAnchor: [12, 12] }),
  }).bindTooltip(text(`Accident, ${accident.severity}${accident.road ? `, ${accident.road}` : ''}`, accidentWords(accident)));
}

export function cameraWords(c: Camera): string {
  if (c.status !== 'active') return 'camera sees nothing';
  const { average_speed: speed, intensity, period_seconds: period = 60 } = c.flow ?? {};
  return [levelWords[levelOf(c)], speed !== undefined && `${Math.round(speed)} km/h`, intensity !== undefined && `${Math.round((intensity * 60) / period)} vehicles a minute`].filter(Boolean).join(', ');
}

/** @param briefly Without the roads: what stands on the map for good. */
export function zoneWords({ congestion: c }: Zone, briefly = false): string {
  const delay = c.estimated_delay !== undefined && Math.round(c.estimated_delay) > 0 && `${Math.round(c.estimated_delay)} min delay`;
  return [levelWords[c.level], delay, !briefly && c.affected_roads.length > 0 && c.affected_roads.join(', ')].filter(Boolean).join(', ');
}

export const accidentWords = (a: Accident): string =>
  [a.description, a.vehicles_involved !== undefined && `${a.vehicles_involved} vehicles`, a.status.replaceAll('_', ' ')].filter(Boolean).join(', ');

/** Never as markup: it is somebody's input. */
function text(name: string, words: string): HTMLElement {
  const element = document.createElement('span');
  const strong = document.createElement('strong');
  strong.textContent = name;
  element.append(strong, `: ${words}`);
  return element;
}
