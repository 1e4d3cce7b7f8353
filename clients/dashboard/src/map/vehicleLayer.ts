import type L from 'leaflet';
import { cluster } from '../clusters.js';
import type { FrameTimes } from '../frameTimes.js';
import type { MovingFleet, MovingVehicle } from '../movingFleet.js';
import { Sprites, type Theme } from './sprites.js';

/** Up to this many in view are shown one by one at any zoom. */
const individually = 500;
const labelled = 60;
/** About the size of a letter of a name, pixels: enough to keep names apart. */
const [labelCharacter, labelHeight] = [7, 14];
const withTrails = 120;
/** From this zoom on everybody is shown. */
const streetZoom = 17;
const clusterPixels = 72;
/** Circles creep: they are drawn this often and no more. */
const gatheredMs = 60;
const alarmMs = 8_000;
const silentMs = 60_000;

export interface VehicleLayerOptions {
  fleet(): MovingFleet;
  /** The time that the map shows, ms since 1970. */
  present(): number;
  selected(): string | undefined;
  nameOf(id: string): string;
  /** When each vehicle last had a safety event, ms of the page's clock. */
  alarms(): Map<string, number>;
  times: FrameTimes;
  /** Never gather: to measure the worst case. */
  neverCluster?: boolean;
}

/** Vehicles on one canvas over the map, drawn anew in each frame in which something moves. */
export class VehicleLayer {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  #sprites: Sprites;
  #frame = 0;
  #last = 0;
  #stale = true;
  #pending = false;
  #painted = 0;
  #cost = 0;
  #drawn: { vehicle: MovingVehicle; x: number; y: number }[] = [];
  #circles: { x: number; y: number; radius: number; at: [number, number] }[] = [];

  constructor(private readonly map: L.Map, private readonly options: VehicleLayerOptions, theme: Theme) {
    this.#canvas.className = 'vehicles';
    this.#canvas.setAttribute('aria-hidden', 'true'); // the list beside the map says it in words
    map.getContainer().append(this.#canvas);
    this.#context = this.#canvas.getContext('2d')!;
    this.#sprites = new Sprites(theme);
    map.on('move zoom resize', () => (this.#stale = true));
    this.#frame = requestAnimationFrame(this.#draw);
  }

  set theme(theme: Theme) {
    this.#sprites = new Sprites(theme);
    this.#stale = true;
  }

  /** How many are shown one by one, and how many circles stand for more. */
  get shown(): { singles: number; clusters: number } {
    return { singles: this.#drawn.length, clusters: this.#circles.length };
  }

  /** Something but a position changed: a selection, a name. */
  touch(): void {
    this.#stale = true;
  }

  remove(): void {
    cancelAnimationFrame(this.#frame);
    this.#canvas.remove();
  }

  /** The vehicle at a place of the canvas, or the middle of the cluster there, in world units. */
  at(x: number, y: number): { vehicle: string } | { cluster: [number, number] } | undefined {
    let best: { vehicle: string } | undefined;
    let nearest = 18 ** 2;
    for (const d of this.#drawn) {
      const distance = (d.x - x) ** 2 + (d.y - y) ** 2;
      if (distance < nearest) [nearest, best] = [distance, { vehicle: d.vehicle.id }];
    }

    const circle = best ? undefined : this.#circles.find((c) => (c.x - x) ** 2 + (c.y - y) ** 2 <= c.radius ** 2);
    return best ?? (circle && { cluster: circle.at });
  }

  readonly #draw = (now: number): void => {
    this.#frame = requestAnimationFrame(this.#draw);
    const began = performance.now();
    const moved = this.options.fleet().advance(began);
    // Where drawing is slow it takes at most a third of the time: lists and clicks come first.
    const due = this.#stale || began - this.#painted >= Math.max(2 * this.#cost, this.#circles.length > 0 ? gatheredMs : 0);
    if (due && (moved || this.#pending || this.#stale || this.options.alarms().size > 0)) {
      this.#stale = this.#pending = false;
      this.#paint(began);
      this.#painted = performance.now();
      this.#cost = this.#painted - began;
    } else {
      this.#pending ||= moved;
    }

    if (this.#last > 0) this.options.times.add(now - this.#last, performance.now() - began);
    this.#last = now;
  };

  #paint(now: number): void {
    const { map } = this;
    const size = map.getSize();
    const ratio = Math.min(2, devicePixelRatio || 1);
    if (this.#canvas.width !== Math.round(size.x * ratio) || this.#canvas.height !== Math.round(size.y * ratio)) {
      [this.#canvas.width, this.#canvas.height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    }

    const c = this.#context;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, size.x, size.y);
    const scale = 256 * 2 ** map.getZoom();
    const origin = map.getPixelBounds().min!;
    const inView: MovingVehicle[] = [];
    const [west, north] = [(origin.x - 20) / scale, (origin.y - 20) / scale];
    const [east, south] = [(origin.x + size.x + 20) / scale, (origin.y + size.y + 20) / scale];
    for (const v of this.options.fleet().vehicles.values()) {
      if (v.x >= west && v.x <= east && v.y >= north && v.y <= south) inView.push(v);
    }

    const gather = !this.options.neverCluster && inView.length > individually && map.getZoom() < streetZoom;
    const { clusters, singles } = gather ? cluster(inView, clusterPixels / scale) : { clusters: [], singles: inView };
    this.#circles = clusters.map((k) => {
      const radius = 13 + Math.min(15, 4 * Math.log10(k.count) ** 2);
      const [x, y] = [k.x * scale - origin.x, k.y * scale - origin.y];
      this.#sprites.cluster(c, x, y, radius, k.count, k.moving / k.count);
      return { x, y, radius, at: [k.x, k.y] };
    });
    if (singles.length <= withTrails) this.#paintTrails(singles, scale, origin);
    this.#paintSingles(singles, scale, origin, now);
  }

  #paintTrails(singles: MovingVehicle[], scale: number, origin: L.Point): void {
    const c = this.#context;
    c.strokeStyle = this.#sprites.theme.trail;
    c.lineWidth = 2.5;
    c.lineJoin = 'round';
    c.beginPath();
    for (const { trail, x, y } of singles) {
      for (let i = 0; i < trail.length; i += 2) {
        const [px, py] = [trail[i]! * scale - origin.x, trail[i + 1]! * scale - origin.y];
        if (i === 0) c.moveTo(px, py);
        else c.lineTo(px, py);
      }

      if (trail.length > 0) c.lineTo(x * scale - origin.x, y * scale - origin.y);
    }

    c.stroke();
  }

  #paintSingles(singles: MovingVehicle[], scale: number, origin: L.Point, now: number): void {
    const c = this.#context;
    const selected = this.options.selected();
    const alarms = this.options.alarms();
    for (const [id, at] of alarms) if (now - at >= alarmMs) alarms.delete(id);
    const silentSince = this.options.present() - silentMs;
    this.#drawn = [];
    for (const v of singles) {
      const [x, y] = [v.x * scale - origin.x, v.y * scale - origin.y];
      const alarm = alarms.get(v.id);
      if (alarm !== undefined) this.#sprites.alarm(c, x, y, (now - alarm) / 1_000);
      if (v.id === selected) this.#sprites.ring(c, x, y);
      this.#sprites.vehicle(c, x, y, v.heading, v.time < silentSince ? 'silent' : v.speed >= 3 ? 'moving' : 'standing');
      this.#drawn.push({ vehicle: v, x, y });
    }

    if (singles.length > labelled && selected === undefined) return;
    // The selected one first; of names that would cover each other the first stays.
    const taken: { x: number; y: number; width: number }[] = [];
    const chosen = selected === undefined ? undefined : this.#drawn.find((d) => d.vehicle.id === selected);
    for (const { vehicle, x, y } of singles.length > labelled ? [chosen].flatMap((d) => d ?? []) : chosen ? [chosen, ...this.#drawn.filter((d) => d !== chosen)] : this.#drawn) {
      const name = this.options.nameOf(vehicle.id);
      const width = name.length * labelCharacter;
      if (taken.some((t) => Math.abs(t.y - y) < labelHeight && x < t.x + t.width && t.x < x + width)) continue;
      taken.push({ x, y, width });
      this.#sprites.label(c, x + 12, y + 4, name);
    }
  }
}
