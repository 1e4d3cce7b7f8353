import { useState } from 'preact/hooks';

export function Login({ why, enter }: { why: string; enter(key: string): void }) {
  const [key, setKey] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (key.trim()) enter(key.trim());
  };
  return (
    <main class="login">
      <h1>Fleet.Orleans</h1>
      <p>Live fleet tracking. Enter an API key or a token; <code>./fleet up</code> prints a key for the demo organization.</p>
      {why && <p role="alert" class="problem">{why}</p>}
      <form onSubmit={submit}>
        <label for="key">API key or token</label>
        <input id="key" type="password" autocomplete="off" spellcheck={false} autofocus value={key} onInput={(e) => setKey(e.currentTarget.value)} />
        <button type="submit" disabled={!key.trim()}>Open the dashboard</button>
      </form>
      <p class="hint">It is kept in this tab only and forgotten with it.</p>
    </main>
  );
}
