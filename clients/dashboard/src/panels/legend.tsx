import type { LiveFleet } from '../liveFleet.js';
import { useValue } from '../value.js';

/** What the map's signs mean: the same shapes and colours. */
export function Legend({ live, past }: { live: LiveFleet; past: boolean }) {
  const now = useValue(live.traffic.state);
  const then = useValue(live.history.traffic.state);
  const { zones, cameras, accidents } = past ? then : now;
  return (
    <div class="legends">
      <ul class="legend" aria-label="Legend of vehicles">
        <li class="moving">driving</li>
        <li class="standing">standing</li>
        <li class="silent">silent for a minute</li>
        <li class="alarm">safety event</li>
      </ul>
      {zones.size + cameras.size + accidents.size > 0 && (
        <ul class="legend roads" aria-label="Legend of traffic: zones and cameras by how free the road is">
          <li class="level-low">road free</li>
          <li class="level-moderate">dense</li>
          <li class="level-high">jammed</li>
          <li class="crash">accident</li>
        </ul>
      )}
    </div>
  );
}
