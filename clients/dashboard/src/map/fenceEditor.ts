import L from 'leaflet';
import type { FenceBody } from '../api.js';
import { metersBetween } from '../world.js';

/** What is being drawn. A circle is its middle and a point of its rim. */
export interface Draft { kind: 'polygon' | 'circle'; points: L.LatLng[] }

/** The shape of a draft, or why it is none yet. */
export function fenceOf(draft: Draft): Pick<FenceBody, 'geometry' | 'circle'> | string {
  const [first, second] = draft.points;
  if (draft.kind === 'circle') {
    if (!first || !second) return 'Click the middle, then the rim.';
    return { circle: { center: { latitude: round(first.lat), longitude: round(first.lng) }, radius_m: Math.max(5, Math.round(metersBetween(first, second))) } };
  }

  if (draft.points.length < 3) return `Click at least three corners (${draft.points.length} so far).`;
  const ring = [...draft.points, first!].map((p): [number, number] => [round(p.lng), round(p.lat)]);
  return { geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** What can be changed by hand: circles and polygons of one ring. */
export function draftOf(fence: FenceBody): Draft | undefined {
  if (fence.circle) {
    const { center, radius_m } = fence.circle;
    const middle = L.latLng(center.latitude, center.longitude);
    const east = radius_m / (111_320 * Math.cos((center.latitude * Math.PI) / 180));
    return { kind: 'circle', points: [middle, L.latLng(center.latitude, center.longitude + east)] };
  }

  const geometry = fence.geometry;
  if (geometry?.type !== 'Polygon' || geometry.coordinates.length !== 1) return undefined;
  return { kind: 'polygon', points: geometry.coordinates[0]!.slice(0, -1).map(([lng, lat]) => L.latLng(lat, lng)) };
}

const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** Draws and changes one fence on the map: clicks add points, points are dragged, or moved with the arrow keys. */
export class FenceEditor {
  readonly #group = L.layerGroup();
  readonly #shape: L.LayerGroup = L.layerGroup();

  constructor(private readonly map: L.Map, readonly draft: Draft, private readonly changed: () => void) {
    this.#group.addTo(map);
    this.#shape.addTo(map);
    map.on('click', this.#click);
    map.getContainer().classList.add('drawing');
    map.doubleClickZoom.disable();
    this.#draw();
  }

  /** Removes the point set last. */
  undo(): void {
    this.draft.points.pop();
    this.#draw();
    this.changed();
  }

  /** For those who have no pointer: the same as a click there. */
  add(point: L.LatLng): void {
    if (this.draft.kind === 'circle' && this.draft.points.length === 2) this.draft.points[1] = point;
    else this.draft.points.push(point);
    this.#draw();
    this.changed();
  }

  remove(): void {
    this.map.off('click', this.#click);
    this.map.getContainer().classList.remove('drawing');
    this.map.doubleClickZoom.enable();
    this.#group.remove();
    this.#shape.remove();
  }

  readonly #click = (event: L.LeafletMouseEvent) => this.add(event.latlng);

  #draw(): void {
    this.#group.clearLayers();
    this.draft.points.forEach((point, index) => {
      const corner = L.marker(point, {
        draggable: true, icon: L.divIcon({ className: 'corner', iconSize: [16, 16] }), alt: `Point ${index + 1}`, title: `Point ${index + 1}: drag, or arrow keys`,
      });
      corner.on('drag', () => this.#move(index, corner.getLatLng()));
      corner.on('add', () => corner.getElement()?.addEventListener('keydown', (event) => {
        const step = { ArrowUp: [0, -4], ArrowDown: [0, 4], ArrowLeft: [-4, 0], ArrowRight: [4, 0] }[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        corner.setLatLng(this.map.containerPointToLatLng(this.map.latLngToContainerPoint(corner.getLatLng()).add(step as [number, number])));
        this.#move(index, corner.getLatLng());
      }));
      this.#group.addLayer(corner);
    });
    this.#outline();
  }

  #move(index: number, to: L.LatLng): void {
    const { draft } = this;
    if (draft.kind === 'circle' && index === 0 && draft.points[1]) {
      const [from, rim] = draft.points as [L.LatLng, L.LatLng];
      draft.points[1] = L.latLng(rim.lat + to.lat - from.lat, rim.lng + to.lng - from.lng);
    }

    draft.points[index] = to;
    this.#outline();
    this.changed();
  }

  #outline(): void {
    this.#shape.clearLayers();
    const { kind, points } = this.draft;
    const style = { className: 'fence draft', weight: 3, interactive: false };
    if (kind === 'polygon' && points.length > 1) this.#shape.addLayer(L.polygon(points, style));
    if (kind === 'circle' && points[1]) this.#shape.addLayer(L.circle(points[0]!, { ...style, radius: metersBetween(points[0]!, points[1]) }));
  }
}
