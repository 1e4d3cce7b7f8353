import L from 'leaflet';
import { feature } from 'topojson-client';
import landFile from 'world-atlas/land-50m.json';
import type { Coordinates } from '../api.js';
import { beyond, cutRing } from './antimeridian.js';

/** Coast lines of Natural Earth 1:50m are kilometres off in a street: they are shown down to this zoom. */
const lastLandZoom = 9;
/** Room for a label, and where the buttons at the top end, pixels. */
const [labelPixels, controlPixels] = [90, 110];

/** Behind everything where there are no tiles: land, and a grid that says where and how far. Nothing is fetched but from the gateway. */
export class BaseLayer {
  readonly #grid = L.layerGroup();
  #land: L.GeoJSON | undefined;

  constructor(private readonly map: L.Map) {
    map.createPane('base').style.zIndex = '150';
    this.#grid.addTo(map);
    map.on('moveend', () => this.draw());
    this.draw();
  }

  draw(): void {
    this.map.getContainer().classList.toggle('inland', this.map.getZoom() > lastLandZoom);
    this.#drawGrid();
    if (this.map.getZoom() <= lastLandZoom) void this.#showLand();
    else this.#land?.remove();
  }

  async #showLand(): Promise<void> {
    if (this.#land) {
      this.#land.addTo(this.map);
      return;
    }

    this.#land = L.geoJSON(undefined, {
      pane: 'base', interactive: false, style: { className: 'land', weight: 1 },
    } as L.GeoJSONOptions).addTo(this.map);
    try {
      const topology = (await (await fetch(landFile)).json()) as Parameters<typeof feature>[0];
      const land = feature(topology, topology.objects['land']!);
      this.#land.addData(cut('features' in land ? land.features.map((f) => f.geometry) : [land.geometry]));
    } catch {
      // Without the coast there is still the grid.
    }
  }

  /** As close as labels have room, which stand where no control does. */
  #drawGrid(): void {
    this.#grid.clearLayers();
    const bounds = this.map.getBounds();
    const span = bounds.getEast() - bounds.getWest();
    const least = (span * labelPixels) / this.map.getSize().x;
    const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].find((s) => s >= least) ?? 45;
    const digits = Math.max(0, Math.ceil(-Math.log10(step)));
    const line = (from: L.LatLngTuple, to: L.LatLngTuple) =>
      this.#grid.addLayer(L.polyline([from, to], { pane: 'base', interactive: false, className: 'grid', weight: 1 }));
    const label = (at: L.LatLngTuple, text: string) => this.map.latLngToContainerPoint(at).y > controlPixels && this.#grid.addLayer(L.marker(at, {
      pane: 'base', interactive: false, keyboard: false, icon: L.divIcon({ className: 'grid-label', html: text, iconSize: [70, 14], iconAnchor: [-3, 15] }),
    }));
    const [south, west, north, east] = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
    for (let lng = Math.ceil(west / step) * step; lng <= east; lng += step) {
      line([Math.max(-85, south), lng], [Math.min(85, north), lng]);
      label([Math.max(-85, south), lng], `${lng.toFixed(digits)}°`);
    }

    for (let lat = Math.ceil(Math.max(-85, south) / step) * step; lat <= Math.min(85, north); lat += step) {
      line([lat, west], [lat, east]);
      label([lat, west], `${lat.toFixed(digits)}°`);
    }
  }
}

/** Every ring cut at ±180°, and seen again a little beyond. The parts of one are filled as even and odd, so that they may stand in one polygon, its holes too. */
function cut(geometries: GeoJSON.Geometry[]): GeoJSON.MultiPolygon {
  const polygons = geometries.flatMap((g) => (g.type === 'MultiPolygon' ? g.coordinates : g.type === 'Polygon' ? [g.coordinates] : []));
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => {
      const pieces = rings.flatMap((ring) => cutRing(ring as Coordinates));
      return [...pieces, ...pieces.flatMap(beyond)];
    }),
  };
}
