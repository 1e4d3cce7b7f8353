// Web Mercator with the world as the square 0 … 1, x eastwards from 180°W, y southwards from 85.05°N.
const most = 85.0511287798;

export const worldX = (longitude: number): number => longitude / 360 + 0.5;

export function worldY(latitude: number): number {
  const sine = Math.sin((Math.max(-most, Math.min(most, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Great-circle metres (haversine, mean radius 6,371,008.8 m: IUGG). */
export function metersBetween(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const radians = Math.PI / 180;
  const [p, q] = [a.lat * radians, b.lat * radians];
  const h = Math.sin((q - p) / 2) ** 2 + Math.cos(p) * Math.cos(q) * Math.sin(((b.lng - a.lng) * radians) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}
