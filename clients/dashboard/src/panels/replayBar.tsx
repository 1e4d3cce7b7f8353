import { useState } from 'preact/hooks';
import { dateOf, localInput, timeOf } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';
import { useValue } from '../value.js';

/** A replay that has shown nobody for this long shows an empty time, ms of the page. */
const emptyMs = 2_000;
const speeds = [1, 5, 10, 30, 60, 300];

/** History over the same map: from, to, speed, and a slider for the time. */
export function ReplayBar({ live }: { live: LiveFleet }) {
  const clock = useValue(live.history.clock);
  const [from, setFrom] = useState(() => localInput(new Date(Date.now() - 10 * 60_000)));
  const [to, setTo] = useState(() => localInput(new Date()));
  const [speed, setSpeed] = useState(10);
  const [dragged, setDragged] = useState<number>();
  const [start, end] = [new Date(from).getTime(), Math.min(new Date(to).getTime(), Date.now())];
  const valid = start < end;
  const running = clock.state !== 'off' && clock.state !== 'failed';
  const at = dragged ?? clock.at;
  return (
    <section class="replay" aria-label="Replay">
      <div class="bar">
        <label>From <input type="datetime-local" step={1} value={from} onInput={(e) => setFrom(e.currentTarget.value)} /></label>
        <label>To <input type="datetime-local" step={1} value={to} onInput={(e) => setTo(e.currentTarget.value)} /></label>
        <label>Speed <select value={String(speed)} onChange={(e) => {
          const chosen = Number(e.currentTarget.value);
          setSpeed(chosen);
          if (clock.state === 'playing') live.history.play(clock.from, clock.to, chosen, clock.at);
        }}>{speeds.map((s) => <option key={s} value={String(s)}>{s}×</option>)}</select></label>
        <button type="button" class="primary" disabled={!valid} onClick={() => live.history.play(start, end, speed)}>{running ? 'From the start' : 'Play'}</button>
        {clock.state === 'playing' && <button type="button" onClick={() => live.history.pause()}>Pause</button>}
        {clock.state === 'paused' && <button type="button" onClick={() => live.history.resume()}>Go on</button>}
        {running && <button type="button" onClick={() => live.history.close()}>Back to live</button>}
      </div>
      {running && (
        <label class="slider">
          <span>Time</span>
          <input type="range" min={clock.from} max={clock.to} step={1000} value={at} aria-valuetext={timeOf(new Date(at).toISOString())}
            onInput={(e) => setDragged(Number(e.currentTarget.value))}
            onChange={(e) => {
              setDragged(undefined);
              live.history.seek(Number(e.currentTarget.value));
            }} />
          <output>{dateOf(new Date(at).toISOString())}</output>
        </label>
      )}
      <p class="hint" role="status">
        {!valid && 'The end must be after the start. '}
        {clock.state === 'playing' && 'The map shows the past. '}
        {clock.state === 'playing' && clock.at - clock.from > clock.speed * emptyMs && live.history.moving.vehicles.size === 0 && 'No vehicle was reporting at this time. '}
        {clock.state === 'ended' && `It is over: ${clock.message}.`}
        {clock.state === 'failed' && `The replay was refused: ${clock.message}`}
      </p>
    </section>
  );
}
