import { useState } from 'preact/hooks';

const place = 'fleet.intro';

/** What a newcomer needs to know, until it is closed; this browser remembers that. */
export function Intro() {
  const [open, setOpen] = useState(localStorage.getItem(place) !== 'read');
  if (!open) return null;
  return (
    <section class="intro" aria-label="What you see">
      <p><strong>This is your fleet, live.</strong> An arrow is a vehicle that drives, a dot one that stands. Click one for its trip, its driver and its speed;
        a red ring is a harsh event that just happened. <strong>Replay</strong> shows what was.</p>
      <button type="button" class="primary" onClick={() => {
        localStorage.setItem(place, 'read');
        setOpen(false);
      }}>Understood</button>
    </section>
  );
}
