export type Kind = 'moving' | 'standing' | 'silent';

/** Colours of the map, out of the style sheet. */
export interface Theme { moving: string; standing: string; silent: string; edge: string; text: string; halo: string; trail: string; alarm: string; ring: string }

const names = ['moving', 'standing', 'silent', 'edge', 'text', 'halo', 'trail', 'alarm', 'ring'] as const;
const directions = 48;
const side = 26;
/** Names kept as pictures; room round a name and above its baseline, pixels. */
const mostLabels = 500;
const [labelEdge, labelRise] = [3, 14];

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((n) => [n, style.getPropertyValue(`--map-${n}`).trim()])) as unknown as Theme;
}

/** What the map draws thousands of, drawn once: an arrow for each direction, a dot where there is none. */
export class Sprites {
  readonly #sheets: Record<Kind, HTMLCanvasElement>;
  readonly #labels = new Map<string, HTMLCanvasElement>();

  constructor(readonly theme: Theme) {
    this.#sheets = { moving: this.#sheet(theme.moving), standing: this.#sheet(theme.standing), silent: this.#sheet(theme.silent) };
  }

  vehicle(c: CanvasRenderingContext2D, x: number, y: number, heading: number, kind: Kind): void {
    // Standing ones are dots: their heading is the receiver's guess.
    const index = Number.isNaN(heading) || kind === 'standing' ? directions : Math.round((heading / 360) * directions) % directions;
    const pixels = side * 2;
    c.drawImage(this.#sheets[kind], index * pixels, 0, pixels, pixels, x - side / 2, y - side / 2, side, side);
  }

  cluster(c: CanvasRenderingContext2D, x: number, y: number, radius: number, count: number, moving: number): void {
    c.fillStyle = this.theme.standing;
    c.beginPath();
    c.arc(x, y, radius, 0, 7);
    c.fill();
    c.fillStyle = this.theme.moving;
    c.beginPath();
    c.moveTo(x, y);
    c.arc(x, y, radius, -Math.PI / 2, -Math.PI / 2 + moving * 2 * Math.PI);
    c.fill();
    c.fillStyle = this.theme.halo;
    c.beginPath();
    c.arc(x, y, radius - 4, 0, 7);
    c.fill();
    c.fillStyle = this.theme.text;
    c.font = '600 12px system-ui, sans-serif';
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText(count < 1_000 ? String(count) : `${(count / 1_000).toFixed(1)}k`, x, y);
  }

  /** Text with an edge is slow to draw: each name is drawn once. */
  label(c: CanvasRenderingContext2D, x: number, y: number, text: string): void {
    let drawn = this.#labels.get(text);
    if (!drawn) {
      if (this.#labels.size >= mostLabels) this.#labels.clear();
      this.#labels.set(text, (drawn = this.#label(text)));
    }

    c.drawImage(drawn, Math.round(x) - labelEdge, Math.round(y) - labelRise, drawn.width / 2, drawn.height / 2);
  }

  ring(c: CanvasRenderingContext2D, x: number, y: number): void {
    c.strokeStyle = this.theme.ring;
    c.lineWidth = 3;
    c.beginPath();
    c.arc(x, y, 15, 0, 7);
    c.stroke();
  }

  /** A circle that spreads once a second. */
  alarm(c: CanvasRenderingContext2D, x: number, y: number, seconds: number): void {
    const part = seconds % 1;
    c.globalAlpha = 1 - part;
    c.strokeStyle = this.theme.alarm;
    c.lineWidth = 3;
    c.beginPath();
    c.arc(x, y, 8 + 18 * part, 0, 7);
    c.stroke();
    c.globalAlpha = 1;
  }

  #label(text: string): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    const c = canvas.getContext('2d')!;
    const font = '12px system-ui, sans-serif';
    c.font = font;
    [canvas.width, canvas.height] = [2 * Math.ceil(c.measureText(text).width + 2 * labelEdge), 2 * (labelRise + 6)];
    c.scale(2, 2);
    c.font = font;
    c.lineWidth = 3;
    c.lineJoin = 'round';
    c.strokeStyle = this.theme.halo;
    c.strokeText(text, labelEdge, labelRise);
    c.fillStyle = this.theme.text;
    c.fillText(text, labelEdge, labelRise);
    return canvas;
  }

  #sheet(color: string): HTMLCanvasElement {
    const sheet = document.createElement('canvas');
    [sheet.width, sheet.height] = [side * 2 * (directions + 1), side * 2];
    const c = sheet.getContext('2d')!;
    c.scale(2, 2);
    for (let i = 0; i <= directions; i++) {
      c.save();
      c.translate(side * i + side / 2, side / 2);
      c.beginPath();
      if (i === directions) {
        c.arc(0, 0, 6, 0, 7);
      } else {
        c.rotate((i / directions) * 2 * Math.PI);
        c.moveTo(0, -10);
        c.lineTo(7, 8);
        c.lineTo(0, 4.5);
        c.lineTo(-7, 8);
        c.closePath();
      }

      c.fillStyle = color;
      c.strokeStyle = this.theme.edge;
      c.lineWidth = 1.5;
      c.lineJoin = 'round';
      c.fill();
      c.stroke();
      c.restore();
    }

    return sheet;
  }
}
