import type L from 'leaflet';
import type { MovingVehicle } from '../movingFleet.js';
import { fit } from './vehicleLayer.js';

/** With more vehicles than this one by one there are no trails. */
const withTrails = 120;
const everyMs = 500;

/** Where vehicles came from, on a canvas of its own below them: thousands of short lines that change twice a second, not in each frame. */
export class TrailLayer {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  #painted = 0;
  #empty = true;

  constructor(private readonly map: L.Map) {
    this.#canvas.className = 'trails';
    this.#canvas.setAttribute('aria-hidden', 'true');
    map.getContainer().append(this.#canvas);
    this.#context = this.#canvas.getContext('2d')!;
  }

  remove(): void {
    this.#canvas.remove();
  }

  /** @param moved The map shows another part than before. */
  show(vehicles: readonly MovingVehicle[], scale: number, origin: L.Point, color: string, now: number, moved: boolean): void {
    const none = vehicles.length === 0 || vehicles.length > withTrails;
    if ((none && this.#empty) || (!moved && now - this.#painted < everyMs)) return;
    this.#painted = now;
    this.#empty = none;
    const c = this.#context;
    const size = this.map.getSize();
    fit(c, size);
    c.clearRect(0, 0, size.x, size.y);
    if (none) return;
    c.strokeStyle = color;
    c.lineWidth = 2.5;
    c.lineJoin = 'round';
    c.beginPath();
    for (const { trail, x, y } of vehicles) {
      for (let i = 0; i < trail.length; i += 2) {
        const [px, py] = [trail[i]! * scale - origin.x, trail[i + 1]! * scale - origin.y];
        if (i === 0) c.moveTo(px, py);
        else c.lineTo(px, py);
      }

      if (trail.length > 0) c.lineTo(x * scale - origin.x, y * scale - origin.y);
    }

    c.stroke();
  }
}
