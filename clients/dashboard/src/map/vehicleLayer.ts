import type L from 'leaflet';
import { cluster } from '../clusters.js';
import type { FrameTimes } from '../frameTimes.js';
import type { MovingFleet, MovingVehicle } from '../movingFleet.js';
import { Sprites, type Theme } from './sprites.js';
import { TrailLayer } from './trailLayer.js';

/** Up to this many in view are shown one by one at any zoom. */
const individually = 500;
const labelled = 60;
/** About the size of a letter of a name, pixels: enough to keep names apart. */
const [labelCharacter, labelHeight] = [7, 14];
/** From this zoom on everybody is shown. */
const streetZoom = 17;
const clusterPixels = 72;
/** Circles creep: they are drawn this often and no more. */
const gatheredMs = 60;
/** A step smaller than this is not seen, pixels; who drives this fast takes it soonest, m/s. */
const [seenPixels, fastest] = [0.7, 30];
/** Seldom steps are taken this often all the same, and rings spread in steps of this, ms. */
const [idleMs, ringMs] = [100, 50];
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

/**
 * Vehicles on one canvas over the map, drawn anew as often as a step can be seen at this zoom: far out a few times a second, in a street in
 * each frame. In the frames between nothing is computed.
 */
export class VehicleLayer {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  #sprites: Sprites;
  #frame = 0;
  #last = 0;
  #stale = true;
  #painted = 0;
  #cost = 0;
  /** So long no step is seen, ms. */
  #every = 0;
  /** Whether a ring spreads in view. */
  #ringing = false;
  readonly #trails: TrailLayer;
  #drawn: { vehicle: MovingVehicle; x: number; y: number }[] = [];
  #circles: { x: number; y: number; radius: number; at: [number, number] }[] = [];

  constructor(private readonly map: L.Map, private readonly options: VehicleLayerOptions, theme: Theme) {
    this.#canvas.className = 'vehicles';
    this.#canvas.setAttribute('aria-hidden', 'true'); // the list beside the map says it in words
    this.#trails = new TrailLayer(map);
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
    this.#trails.remove();
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
    // Where drawing is slow it takes at most a third of the time: lists and clicks come first.
    const due = this.#stale || began - this.#painted >= Math.max(2 * this.#cost, this.#every);
    const paint = due && (this.options.fleet().advance(began) || this.#stale || this.#ringing);
    if (paint) {
      this.#paint(began);
      this.#stale = false;
      this.#painted = performance.now();
      this.#cost = this.#painted - began;
      this.#every = this.#soonest();
    }

    if (this.#last > 0) this.options.times.add(now - this.#last, performance.now() - began, paint);
    this.#last = now;
  };

  /** How long until somebody has moved so far that it is seen, ms. */
  #soonest(): number {
    if (this.#circles.length > 0) return gatheredMs;
    const metersPerPixel = (40_075_016.686 * Math.cos((this.map.getCenter().lat * Math.PI) / 180)) / (256 * 2 ** this.map.getZoom());
    return Math.min(this.#ringing ? ringMs : idleMs, ((seenPixels * metersPerPixel) / fastest) * 1_000);
  }

  #paint(now: number): void {
    const { map } = this;
    const size = map.getSize();
    const c = this.#context;
    fit(c, size);
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
    this.#trails.show(singles, scale, origin, this.#sprites.theme.trail, now, this.#stale);
    this.#paintSingles(singles, scale, origin, now);
  }

  #paintSingles(singles: MovingVehicle[], scale: number, origin: L.Point, now: number): void {
    const c = this.#context;
    const selected = this.options.selected();
    const alarms = this.options.alarms();
    for (const [id, at] of alarms) if (now - at >= alarmMs) alarms.delete(id);
    const silentSince = this.options.present() - silentMs;
    this.#drawn = [];
    this.#ringing = false;
    for (const v of singles) {
      const [x, y] = [v.x * scale - origin.x, v.y * scale - origin.y];
      const alarm = alarms.get(v.id);
      if (alarm !== undefined) {
        this.#ringing = true;
        this.#sprites.alarm(c, x, y, (now - alarm) / 1_000);
      }

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

/** A canvas as large as the map, drawn on in CSS pixels. */
export function fit(context: CanvasRenderingContext2D, size: L.Point): void {
  const { canvas } = context;
  const ratio = Math.min(2, devicePixelRatio || 1);
  const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}
