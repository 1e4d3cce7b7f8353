import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { FenceBody, FenceView } from '../api.js';
import type { LiveFleet } from '../liveFleet.js';
import { mayChange } from '../me.js';
import { draftOf, fenceOf, type Draft, type FenceEditor } from '../map/fenceEditor.js';
import type { FleetMap } from '../map/fleetMap.js';
import { useValue } from '../value.js';

export function Fences({ live, map }: { live: LiveFleet; map: FleetMap | undefined }) {
  const fences = useValue(live.fences);
  const mine = mayChange(useValue(live.me));
  const [editing, setEditing] = useState<{ fence: FenceView | undefined; draft: Draft | undefined }>();
  const [said, setSaid] = useState('');
  useEffect(() => live.reloadFences(), []);
  if (editing && map) {
    return <FenceForm live={live} map={map} {...editing} done={(text) => {
      setSaid(text);
      setEditing(undefined);
    }} />;
  }

  const remove = async (fence: FenceView) => {
    if (!confirm(`Delete the fence ${fence.name}?`)) return;
    try {
      await live.api.deleteFence(fence.geofence_id);
      setSaid(`${fence.name} was deleted.`);
      live.reloadFences();
    } catch (error) {
      setSaid((error as Error).message);
    }
  };
  return (
    <>
      {!mine && <p class="hint">With the role viewer fences are looked at, not changed.</p>}
      {mine && <div class="bar">
        <button type="button" onClick={() => setEditing({ fence: undefined, draft: { kind: 'polygon', points: [] } })}>Draw a polygon</button>
        <button type="button" onClick={() => setEditing({ fence: undefined, draft: { kind: 'circle', points: [] } })}>Draw a circle</button>
      </div>}
      <p class="hint" role="status">{said}</p>
      <ul class="rows">
        {fences.map((f) => (
          <li key={f.geofence_id} class="fence-row" data-fence={f.geofence_id}>
            <button type="button" class="row" onClick={() => map?.fitFence(f.geofence_id)}>
              <span class="name">{f.name}</span>
              <span class="more">{f.circle ? `circle, ${Math.round(f.circle.radius_m)} m` : f.corridor ? 'corridor' : 'polygon'}{f.speed_limit ? `, ${f.speed_limit} km/h` : ''}, {f.occupants.length} inside</span>
            </button>
            {mine && <button type="button" aria-label={`Edit ${f.name}`} onClick={() => {
              map?.fitFence(f.geofence_id);
              setEditing({ fence: f, draft: draftOf(f) });
            }}>Edit</button>}
            {mine && <button type="button" aria-label={`Delete ${f.name}`} onClick={() => void remove(f)}>Delete</button>}
          </li>
        ))}
      </ul>
      {fences.length === 0 && <p class="hint">No fences yet.</p>}
    </>
  );
}

function FenceForm({ live, map, fence, draft, done }: {
  live: LiveFleet; map: FleetMap; fence: FenceView | undefined; draft: Draft | undefined; done(said: string): void;
}) {
  const [name, setName] = useState(fence?.name ?? '');
  const [limit, setLimit] = useState(fence?.speed_limit?.toString() ?? '');
  const [tags, setTags] = useState(fence?.tags.join(', ') ?? '');
  const [problem, setProblem] = useState('');
  const [editor, setEditor] = useState<FenceEditor>();
  const [, redraw] = useState(0);
  // Before the form can be used: a point set in its first frame counts.
  useLayoutEffect(() => {
    if (draft) setEditor(map.edit(draft, fence?.geofence_id, () => redraw((n) => n + 1)));
    return () => map.endEdit();
  }, []);
  const shape = draft && fenceOf(draft);
  const save = async (event: Event) => {
    event.preventDefault();
    if (typeof shape === 'string') return setProblem(shape);
    const body: FenceBody = {
      name: name.trim(), tags: tags.split(',').map((t) => t.trim()).filter(Boolean), ...(limit ? { speed_limit: Number(limit) } : fence?.speed_limit ? { speed_limit: null } : {}), ...shape,
    };
    try {
      const saved = await live.api.saveFence(body, fence?.geofence_id);
      live.reloadFences();
      done(`${saved.name} was saved.`);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form class="fence-form" onSubmit={(e) => void save(e)} onKeyDown={(e) => e.key === 'Escape' && done('')}>
      <h2>{fence ? `Change ${fence.name}` : draft?.kind === 'circle' ? 'New circle' : 'New polygon'}</h2>
      {draft
        ? <p role="status">{typeof shape === 'string' ? shape : draft.kind === 'circle' ? `Radius ${shape!.circle!.radius_m} m. Drag the points to change it.` : `${draft.points.length} corners. Drag them to change it, click to add one.`}</p>
        : <p>This shape (a corridor, several rings) can be changed over REST only; its name, tags and limit here.</p>}
      {draft && (
        <div class="bar">
          <button type="button" onClick={() => editor?.add(map.map.getCenter())}>Add point at the middle of the map</button>
          <button type="button" disabled={draft.points.length === 0} onClick={() => editor?.undo()}>Undo</button>
        </div>
      )}
      <label>Name <input required maxLength={200} value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
      <label>Speed limit inside, km/h <input type="number" min={1} max={300} value={limit} onInput={(e) => setLimit(e.currentTarget.value)} /></label>
      <label>Tags, with commas between <input value={tags} onInput={(e) => setTags(e.currentTarget.value)} /></label>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="bar">
        <button type="submit" class="primary">Save</button>
        <button type="button" onClick={() => done('')}>Cancel</button>
      </div>
    </form>
  );
}
