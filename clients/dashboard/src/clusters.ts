import type { MovingVehicle } from './movingFleet.js';

export interface Cluster { x: number; y: number; count: number; moving: number }

/**
 * Gathers vehicles by the cells of a grid that is fixed to the world, so that panning moves no vehicle from one cluster
 * to the next. A cell with fewer than `least` shows them one by one. One pass, no tree: O(n).
 * @param cell Side of a cell, world units.
 */
export function cluster(vehicles: Iterable<MovingVehicle>, cell: number, least = 4): { clusters: Cluster[]; singles: MovingVehicle[] } {
  const cells = new Map<number, MovingVehicle[]>();
  const columns = Math.ceil(1 / cell) + 1;
  for (const v of vehicles) {
    const key = Math.floor(v.y / cell) * columns + Math.floor(v.x / cell);
    const found = cells.get(key);
    if (found) found.push(v);
    else cells.set(key, [v]);
  }

  const clusters: Cluster[] = [];
  const singles: MovingVehicle[] = [];
  for (const members of cells.values()) {
    if (members.length < least) {
      singles.push(...members);
      continue;
    }

    let [x, y, moving] = [0, 0, 0];
    for (const v of members) {
      x += v.x;
      y += v.y;
      if (v.speed >= 3) moving++;
    }

    clusters.push({ x: x / members.length, y: y / members.length, count: members.length, moving });
  }

  return { clusters, singles };
}
