import { timeOf } from '../format.js';

export interface SpeedPoint { at: number; speed: number }

const [width, height, left, bottom] = [300, 90, 28, 14];

/** Speed over the last minutes, km/h. A hole in the reports is a hole in the line. */
export function SpeedChart({ points }: { points: SpeedPoint[] }) {
  if (points.length < 2) return <p class="hint">Speeds appear as they are reported.</p>;
  const [from, to] = [points[0]!.at, points.at(-1)!.at];
  const top = Math.max(20, Math.ceil(points.reduce((most, p) => Math.max(most, p.speed), 0) / 20) * 20);
  const x = (at: number) => left + ((at - from) / Math.max(1, to - from)) * (width - left);
  const y = (speed: number) => height - bottom - (speed / top) * (height - bottom - 6);
  const path = points.map((p, i) => `${i === 0 || p.at - points[i - 1]!.at > 30_000 ? 'M' : 'L'}${x(p.at).toFixed(1)} ${y(p.speed).toFixed(1)}`).join('');
  const now = points.at(-1)!.speed;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Speed, now ${Math.round(now)} km/h, at most ${Math.round(points.reduce((m, p) => Math.max(m, p.speed), 0))} km/h since ${timeOf(new Date(from).toISOString())}`}>
      {[0, top / 2, top].map((v) => (
        <g key={v}><line x1={left} x2={width} y1={y(v)} y2={y(v)} class="rule" /><text x={left - 4} y={y(v) + 3} text-anchor="end">{v}</text></g>
      ))}
      <text x={left} y={height - 2}>{timeOf(new Date(from).toISOString())}</text>
      <text x={width} y={height - 2} text-anchor="end">{timeOf(new Date(to).toISOString())}</text>
      <path d={path} />
    </svg>
  );
}
