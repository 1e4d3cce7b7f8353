import { useEffect, useState } from 'preact/hooks';
import { ApiError, type DutyView } from '../api.js';
import { capital, duration, timeOf, words } from '../format.js';
import type { LiveFleet } from '../liveFleet.js';

const hour = 3_600;
/** Less than this left of a limit is shown as short, seconds: the hour at which the server says `hours_approaching`. */
const short = hour;
const againMs = 30_000;

/** What is left of each limit of a driver's hours of service: read again at every word of `driver_compliance`, and twice a minute. */
export function DutyClock({ live, driver }: { live: LiveFleet; driver: string }) {
  const [duty, setDuty] = useState<DutyView>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let gone = false;
    const load = async () => {
      try {
        const found = await live.api.get<DutyView>(`/v1/drivers/${encodeURIComponent(driver)}/duty`);
        if (gone) return;
        setDuty(found);
        setProblem('');
      } catch (error) {
        if (!gone && error instanceof ApiError) setProblem(error.message);
      }
    };
    void load();
    const timer = setInterval(() => void load(), againMs);
    const end = live.client.on('driver_compliance', (m) => m.driver_id === driver && !m.replay && void load());
    return () => {
      gone = true;
      clearInterval(timer);
      end();
    };
  }, [driver]);

  if (problem) return <p class="hint" role="status">Hours of duty: {problem}</p>;
  if (!duty) return <p class="hint">Hours of duty …</p>;
  const limits: [name: string, left: number, of: number][] = [
    ['Driving', duty.driving_seconds_left, 11 * hour],
    ['Shift window', duty.window_seconds_left, 14 * hour],
    ['Until a break', duty.break_seconds_left, 8 * hour],
    [`Cycle, ${duty.cycle_days} days`, duty.cycle_seconds_left, (duty.cycle_days === 7 ? 60 : 70) * hour],
  ];
  return (
    <section class="duty" aria-label="Hours of duty left">
      <p><strong>{capital(duty.status)}</strong>{duty.since && <> since <time dateTime={duty.since}>{timeOf(duty.since)}</time></>}, may drive {duration(Math.max(0, duty.drivable_seconds))} more</p>
      <ul>
        {limits.map(([name, left, of]) => (
          <li key={name} class={left < 0 ? 'over' : left <= short ? 'short' : ''}>
            <span class="limit">{name}</span>
            <progress max={of} value={Math.max(0, left)} aria-label={`${name}, left`} />
            <span class="left">{left < 0 ? `${duration(-left)} over` : duration(left)}</span>
          </li>
        ))}
      </ul>
      {duty.next_at && duty.next_type && <p class="more">Going on like this: {words(duty.next_type)} at {timeOf(duty.next_at)}</p>}
      {!duty.declared && <p class="more">No duty status was ever declared: what is not driving counts as off duty.</p>}
    </section>
  );
}
