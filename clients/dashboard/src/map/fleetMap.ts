import L from 'leaflet';
import { FrameTimes } from '../frameTimes.js';
import type { LiveFleet } from '../liveFleet.js';
import type { Zone } from '../trafficBook.js';
import type { MovingFleet } from '../movingFleet.js';
import { BaseLayer } from './baseLayer.js';
import { FenceEditor, type Draft } from './fenceEditor.js';
import { FenceLayer } from './fenceLayer.js';
import { readTheme } from './sprites.js';
import { TrafficLayer } from './trafficLayer.js';
import { VehicleLayer } from './vehicleLayer.js';

const viewPlace = 'fleet.view';
/** Until the fleet is known this long nothing is shown of the world, ms. */
const blankMs = 3_000;

export interface MapConfig { tile_url?: string | null; tile_attribution?: string | null }

/** The map and everything on it. */
export class FleetMap {
  readonly times = new FrameTimes();
  readonly map: L.Map;
  readonly fences: FenceLayer;
  readonly #vehicles: VehicleLayer;
  readonly #traffic: TrafficLayer;
  readonly #route = L.layerGroup();
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #ends: (() => void)[] = [];
  #editor: FenceEditor | undefined;
  #fitted = false;
  /** Whether the map began where it was left. */
  readonly #remembered: boolean;
  #placed = false;
  #blank: ReturnType<typeof setTimeout> | undefined;
  #look: ReturnType<typeof setTimeout> | undefined;
  /** Whether the map keeps the selected vehicle in the middle. */
  following = false;

  constructor(private readonly live: LiveFleet, element: HTMLElement, config: MapConfig) {
    this.map = L.map(element, {
      zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, worldCopyJump: true, minZoom: 2, maxZoom: 19, attributionControl: !!config.tile_url,
    });
    this.#remembered = this.#recall();
    this.map.attributionControl?.setPrefix(false);
    L.control.scale({ imperial: false, position: 'bottomright' }).addTo(this.map);
    if (config.tile_url) L.tileLayer(config.tile_url, { attribution: text(config.tile_attribution ?? ''), maxZoom: 19 }).addTo(this.map);
    else new BaseLayer(this.map);
    this.fences = new FenceLayer(this.map);
    this.#traffic = new TrafficLayer(this.map);
    this.#route.addTo(this.map);
    const query = new URLSearchParams(location.search);
    this.#vehicles = new VehicleLayer(this.map, {
      fleet: () => this.#shown(), present: () => (live.history.clock.current.state === 'off' ? Date.now() : live.history.clock.current.at),
      selected: () => live.selected.current, nameOf: live.nameOf, 
      alarms: () => (live.history.clock.current.state === 'off' ? live.alarms : live.history.alarms), times: this.times,
      neverCluster: query.has('individually'),
    }, readTheme());
    this.map.on('click', (event) => this.#click(event));
    this.map.on('moveend', () => this.#lookSoon(250));
    this.map.on('moveend', () => this.#remember());
    this.map.on('dragstart', () => (this.following = false));
    const retheme = () => (this.#vehicles.theme = readTheme());
    this.#dark.addEventListener('change', retheme);
    const size = new ResizeObserver(() => this.map.invalidateSize({ animate: false }));
    size.observe(element);
    this.#ends.push(
      () => this.#dark.removeEventListener('change', retheme),
      () => size.disconnect(),
      live.traffic.state.subscribe(() => this.#showTraffic()),
      live.history.traffic.state.subscribe(() => this.#showTraffic()),
      live.history.clock.subscribe(() => this.#showTraffic()),
      live.fences.subscribe(() => this.fences.show(live.fences.current)),
      live.selected.subscribe(() => this.#vehicles.touch()),
      live.names.subscribe(() => this.#vehicles.touch()),
      live.store.subscribe(() => this.#news()),
    );
    this.fences.show(live.fences.current);
  }

  get shown() {
    return this.#vehicles.shown;
  }

  placeOf(vehicle: string): { x: number; y: number } | undefined {
    const found = this.#shown().vehicles.get(vehicle);
    if (!found) return undefined;
    const scale = 256 * 2 ** this.map.getZoom();
    return this.#onPage(L.point(found.x * scale, found.y * scale).subtract(this.map.getPixelBounds().min!));
  }

  pixelOf(latitude: number, longitude: number): { x: number; y: number } {
    return this.#onPage(this.map.latLngToContainerPoint([latitude, longitude]));
  }

  remove(): void {
    clearTimeout(this.#look);
    clearTimeout(this.#blank);
    this.#ends.forEach((end) => end());
    this.#vehicles.remove();
    this.map.remove();
  }

  /** Moves to a vehicle, closer if it is far away. */
  focus(vehicle: string): void {
    const found = this.#shown().vehicles.get(vehicle);
    const known = this.live.store.getSnapshot().vehicles.find((v) => v.id === vehicle)?.location;
    const at = found ?? known;
    if (at) this.map.setView([at.latitude, at.longitude], Math.max(15, this.map.getZoom()), { animate: false });
  }

  go(latitude: number, longitude: number): void {
    this.#place();
    this.map.setView([latitude, longitude], Math.max(15, this.map.getZoom()), { animate: false });
  }

  fitFence(id: string): void {
    const bounds = this.fences.bounds(id);
    if (bounds?.isValid()) this.map.fitBounds(bounds.pad(0.3), { animate: false });
  }

  fitZone(zone: Zone): void {
    const bounds = this.#traffic.bounds(zone);
    if (bounds.isValid()) this.map.fitBounds(bounds.pad(0.3), { animate: false });
  }

  /** Everything that is known, in view. */
  fit(): void {
    const places = this.live.store.getSnapshot().vehicles.map((v): L.LatLngTuple => [v.location.latitude, v.location.longitude]);
    if (places.length > 0) this.map.fitBounds(L.latLngBounds(places).pad(0.1), { animate: false, maxZoom: 15 });
  }

  /** The way of the selected vehicle, and where it stopped. */
  showRoute(points: [number, number][], stops: { at: [number, number]; name: string; done: boolean }[] = []): void {
    this.#route.clearLayers();
    if (points.length > 1) this.#route.addLayer(L.polyline(points, { className: 'route', weight: 5, interactive: false }));
    for (const stop of stops) {
      const label = document.createElement('span');
      label.textContent = stop.name;
      this.#route.addLayer(L.circleMarker(stop.at, { className: stop.done ? 'stop done' : 'stop', radius: 7, weight: 3 }).bindTooltip(label));
    }
  }

  edit(draft: Draft, hide: string | undefined, changed: () => void): FenceEditor {
    this.endEdit();
    this.fences.hide(hide);
    return (this.#editor = new FenceEditor(this.map, draft, changed));
  }

  endEdit(): void {
    this.#editor?.remove();
    this.#editor = undefined;
    this.fences.hide(undefined);
  }

  #showTraffic(): void {
    const { traffic, history } = this.live;
    this.#traffic.show(history.clock.current.state === 'off' ? traffic.state.current : history.traffic.state.current);
  }

  #onPage({ x, y }: L.Point): { x: number; y: number } {
    const box = this.map.getContainer().getBoundingClientRect();
    return { x: box.x + x, y: box.y + y };
  }

  #shown(): MovingFleet {
    return this.live.history.clock.current.state === 'off' ? this.live.moving : this.live.history.moving;
  }

  /** Where it was left, if that is known; otherwise the world, hidden until it is known where the fleet is. */
  #recall(): boolean {
    const saved = /^(-?[\d.]+),(-?[\d.]+),(\d+)$/.exec(localStorage.getItem(viewPlace) ?? '')?.slice(1).map(Number);
    if (saved && Math.abs(saved[0]!) <= 90 && Math.abs(saved[1]!) <= 360) {
      this.map.setView([saved[0]!, saved[1]!], saved[2]!);
      return true;
    }

    this.map.setView([30, 0], 2);
    this.map.getContainer().classList.add('unplaced');
    this.#blank = setTimeout(() => {
      this.map.getContainer().classList.remove('unplaced');
      this.#lookSoon(0); // the fleet's sums may not be for this key; what is in view is
    }, blankMs);
    return false;
  }

  /** The map shows a place that somebody or the fleet's data chose. */
  #place(): void {
    this.#placed = true;
    clearTimeout(this.#blank);
    this.map.getContainer().classList.remove('unplaced');
  }

  #remember(): void {
    if (!this.#placed) return;
    const { lat, lng } = this.map.getCenter();
    localStorage.setItem(viewPlace, `${lat.toFixed(5)},${lng.toFixed(5)},${this.map.getZoom()}`);
  }

  #click(event: L.LeafletMouseEvent): void {
    if (this.#editor) return;
    const hit = this.#vehicles.at(event.containerPoint.x, event.containerPoint.y);
    if (hit && 'vehicle' in hit) {
      this.live.select(hit.vehicle);
    } else if (hit) {
      const scale = 256 * 2 ** this.map.getZoom();
      const at = this.map.unproject(L.point(hit.cluster[0] * scale, hit.cluster[1] * scale), this.map.getZoom());
      this.map.setView(at, this.map.getZoom() + 2, { animate: false });
    }
  }

  #news(): void {
    if (!this.#fitted && this.live.store.getSnapshot().vehicles.length > 0) {
      this.#fitted = true;
      const view = this.map.getBounds();
      const here = this.#remembered && this.live.store.getSnapshot().vehicles.some((v) => view.contains([v.location.latitude, v.location.longitude]));
      const chosen = this.#placed;
      this.#place();
      if (!here && !chosen) this.fit();
      this.#lookSoon(0);
    }

    if (!this.#fitted && this.live.store.getSnapshot().fleet) this.#lookSoon(0); // nobody has a place yet: be there when the first has
    if (this.following && this.live.selected.current) {
      const at = this.live.moving.vehicles.get(this.live.selected.current);
      if (at && !this.map.getBounds().pad(-0.2).contains([at.latitude, at.longitude])) this.map.panTo([at.latitude, at.longitude], { animate: false });
    }

    // How many there are in view decides how often they are reported.
    if (this.#fitted) this.#lookSoon(2_000, false);
  }

  /** After a move, once it has ended; otherwise now and then. */
  #lookSoon(ms: number, again = true): void {
    if (!again && this.#look !== undefined) return;
    clearTimeout(this.#look);
    this.#look = setTimeout(() => {
      this.#look = undefined;
      const bounds = this.map.getBounds();
      this.live.look({
        bounds: { southwest: { lat: bounds.getSouth(), lng: bounds.getWest() }, northeast: { lat: bounds.getNorth(), lng: bounds.getEast() } },
        zoom: this.map.getZoom(),
      });
    }, ms);
  }
}

/** Leaflet takes an attribution for markup; ours is text. */
function text(plain: string): string {
  const element = document.createElement('i');
  element.textContent = plain;
  return element.innerHTML;
}
