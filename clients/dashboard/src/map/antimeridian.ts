import type { Coordinates } from '../api.js';

/**
 * A ring of longitudes and latitudes cut at ±180°. One that steps over it (more than half of the world from point to
 * point) would be drawn straight across the map. It is unrolled, closed over the pole where it goes around one, and
 * clipped (Sutherland and Hodgman, 1974) to each turn of the world that it touches.
 */
export function cutRing(ring: Coordinates): Coordinates[] {
  const flat = unroll(ring);
  const [first, last] = [flat[0], flat.at(-1)];
  if (!first || !last) return [];
  const turned = last[0] - first[0];
  if (Math.abs(turned) > 180) {
    const pole = flat.reduce((sum, [, lat]) => sum + lat, 0) < 0 ? -90 : 90;
    flat.push([last[0], pole], [first[0], pole], first);
  }

  let [west, east] = [Infinity, -Infinity];
  for (const [lng] of flat) [west, east] = [Math.min(west, lng), Math.max(east, lng)];
  const pieces: Coordinates[] = [];
  for (let turn = Math.floor((west + 180) / 360); turn * 360 - 180 < east; turn++) {
    const piece = clip(clip(flat, turn * 360 - 180, 1), turn * 360 + 180, -1);
    if (piece.length >= 4) pieces.push(piece.map(([lng, lat]) => [lng - turn * 360, lat]));
  }

  return pieces;
}

/** How far the map goes on beyond ±180°, degrees: what is in view of somebody who looks at it from zoom 3 on. */
const margin = 60;

/** What of a cut ring is seen again beyond ±180°, where the map goes on. */
export function beyond(piece: Coordinates): Coordinates[] {
  const moved = (part: Coordinates, by: number): Coordinates[] => (part.length >= 4 ? [part.map(([lng, lat]) => [lng + by, lat])] : []);
  return [...moved(clip(piece, 180 - margin, 1), -360), ...moved(clip(piece, margin - 180, -1), 360)];
}

/** Without steps over ±180: longitudes go on beyond. */
function unroll(ring: Coordinates): Coordinates {
  let turns = 0;
  return ring.map(([lng, lat], i) => {
    const step = i === 0 ? 0 : lng - ring[i - 1]![0];
    if (step > 180) turns--;
    if (step < -180) turns++;
    return [lng + turns * 360, lat];
  });
}

/** What of a closed ring lies east (`side` 1) or west (-1) of a meridian; closed again. */
function clip(ring: Coordinates, meridian: number, side: 1 | -1): Coordinates {
  const kept: Coordinates = [];
  const inside = ([lng]: [number, number]) => (lng - meridian) * side >= 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!];
    if (inside(a)) kept.push(a);
    if (inside(a) !== inside(b)) kept.push([meridian, a[1] + ((b[1] - a[1]) * (meridian - a[0])) / (b[0] - a[0])]);
  }

  if (kept.length > 0) kept.push(kept[0]!);
  return kept;
}
