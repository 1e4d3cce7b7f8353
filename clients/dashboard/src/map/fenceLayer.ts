import L from 'leaflet';
import type { Coordinates, FenceBody, FenceView } from '../api.js';

const latLngs = (ring: Coordinates): L.LatLngTuple[] => ring.map(([lng, lat]) => [lat, lng]);

/** A fence as Leaflet draws it. A corridor is a line as wide as it is in metres at this zoom. */
export function shapeOf(fence: FenceBody, map: L.Map, className: string): L.Path {
  const style = { className, weight: 2 };
  if (fence.circle) {
    return L.circle([fence.circle.center.latitude, fence.circle.center.longitude], { ...style, radius: fence.circle.radius_m });
  }

  if (fence.corridor) {
    const path = latLngs(fence.corridor.path);
    const latitude = path[0]?.[0] ?? 0;
    const metersPerPixel = (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
    return L.polyline(path, { ...style, className: `${className} corridor`, weight: Math.max(2, fence.corridor.width_m / metersPerPixel) });
  }

  return fence.geometry?.type === 'MultiPolygon'
    ? L.polygon(fence.geometry.coordinates.map((p) => p.map(latLngs)), style)
    : L.polygon((fence.geometry?.coordinates ?? []).map(latLngs), style);
}

/** The fences, with their names. */
export class FenceLayer {
  readonly #group = L.layerGroup();
  #fences: FenceView[] = [];
  #hidden: string | undefined;

  constructor(private readonly map: L.Map) {
    this.#group.addTo(map);
    map.on('zoomend', () => this.#draw());
  }

  show(fences: FenceView[]): void {
    this.#fences = fences;
    this.#draw();
  }

  /** The one that is being changed is drawn by its editor. */
  hide(id: string | undefined): void {
    this.#hidden = id;
    this.#draw();
  }

  bounds(id: string): L.LatLngBounds | undefined {
    const fence = this.#fences.find((f) => f.geofence_id === id);
    if (!fence) return undefined;
    const shape = shapeOf(fence, this.map, '').addTo(this.map); // a circle knows its bounds only on a map
    const bounds = (shape as L.Polygon).getBounds();
    shape.remove();
    return bounds;
  }

  #draw(): void {
    this.#group.clearLayers();
    for (const fence of this.#fences) {
      if (fence.geofence_id === this.#hidden) continue;
      const name = document.createElement('span');
      name.textContent = fence.name; // never as markup: it is somebody's input
      this.#group.addLayer(shapeOf(fence, this.map, 'fence').bindTooltip(name, { permanent: true, direction: 'center', className: 'fence-name' }));
    }
  }
}
