/** A small line of values, for the eye; who reads on hears it in words beside. */
export function Line({ values, low, high }: { values: number[]; low: number; high: number }) {
  const [width, height] = [60, 20];
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((v, i) => `${(i * step).toFixed(1)},${(height - ((v - low) / (high - low)) * height).toFixed(1)}`);
  return (
    <svg class="line" width={width} height={height} viewBox={`0 -1 ${width} ${height + 2}`} aria-hidden="true">
      <polyline points={(points.length > 1 ? points : [...points, `${width},${points[0]?.split(',')[1] ?? 0}`]).join(' ')} />
    </svg>
  );
}
