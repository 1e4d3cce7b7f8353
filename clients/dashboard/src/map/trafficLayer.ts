import L from 'leaflet';
import { levelOf, levelWords, type Accident, type Camera, type Spot, type TrafficState, type Zone } from '../traffic.js';
import { shapeOf } from './fenceLayer.js';

/** With more cameras than this in view they are not drawn one by one; zones and accidents always are. */
const mostCameras = 400;

const place = ({ lat, lon }: Spot): L.LatLngTuple => [lat, lon];

/** Zones as areas, cameras as dots, accidents as signs: colour and shape, and words in the tooltip. Below fences and vehicles. */
export class TrafficLayer {
  readonly #zones = L.layerGroup();
  readonly #points = L.layerGroup();
  #state: TrafficState | undefined;
  #drawn: TrafficState | undefined;
  #zoom = -1;

  constructor(private readonly map: L.Map) {
    map.createPane('traffic').style.zIndex = '380';
    this.#zones.addTo(map);
    this.#points.addTo(map);
    map.on('moveend', () => this.#draw());
  }

  show(state: TrafficState): void {
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
    if (state.zones !== this.#drawn?.zones || zoom !== this.#zoom) { // a corridor's width is another at another zoom
      this.#zones.clearLayers();
      for (const zone of state.zones.values()) this.#zones.addLayer(this.#zone(zone));
    }

    this.#points.clearLayers();
    const view = this.map.getBounds().pad(0.1);
    const cameras = [...state.cameras.values()].filter((c) => c.location && view.contains(place(c.location)));
    if (cameras.length <= mostCameras) for (const camera of cameras) this.#points.addLayer(this.#camera(camera));
    for (const accident of state.accidents.values()) if (view.contains(place(accident.location))) this.#points.addLayer(this.#accident(accident));
    [this.#drawn, this.#zoom] = [state, zoom];
  }

  #zone(zone: Zone): L.Path {
    const shape = shapeOf({ ...zone, name: '' }, this.map, `zone level-${zone.congestion.level}`);
    shape.options.pane = 'traffic';
    return shape.bindTooltip(text(zone.name, zoneWords(zone)), { sticky: true });
  }

  #camera(camera: Camera): L.CircleMarker {
    const dead = camera.status !== 'active';
    return L.circleMarker(place(camera.location!), { pane: 'traffic', radius: 6, weight: 2, className: `camera level-${levelOf(camera)}${dead ? ' dead' : ''}` })
      .bindTooltip(text(camera.name ?? camera.camera_id, cameraWords(camera)));
  }

  #accident(accident: Accident): L.Marker {
    return L.marker(place(accident.location), {
      keyboard: false, bubblingMouseEvents: true, // the list says it to who has no pointer
      icon: L.divIcon({ className: `accident ${accident.severity}`, html: '!', iconSize: [24, 24], iconAnchor: [12, 12] }),
    }).bindTooltip(text(`Accident, ${accident.severity}${accident.road ? `, ${accident.road}` : ''}`, accidentWords(accident)));
  }
}

export function cameraWords(c: Camera): string {
  if (c.status !== 'active') return 'camera sees nothing';
  const { average_speed: speed, intensity, period_seconds: period = 60 } = c.flow ?? {};
  return [levelWords[levelOf(c)], speed !== undefined && `${Math.round(speed)} km/h`, intensity !== undefined && `${Math.round((intensity * 60) / period)} vehicles a minute`].filter(Boolean).join(', ');
}

export function zoneWords({ congestion: c }: Zone): string {
  const delay = c.estimated_delay !== undefined && Math.round(c.estimated_delay) > 0 && `${Math.round(c.estimated_delay)} min delay`;
  return [levelWords[c.level], delay, c.affected_roads.length > 0 && c.affected_roads.join(', ')].filter(Boolean).join(', ');
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
