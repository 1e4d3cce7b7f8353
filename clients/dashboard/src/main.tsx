import { render } from 'preact';
import { useState } from 'preact/hooks';
import { Dashboard } from './dashboard.js';
import { Login } from './login.js';
import { forgetKey, savedKey, saveKey, takeKeyFromAddress } from './session.js';

takeKeyFromAddress();

function App() {
  const [key, setKey] = useState(savedKey);
  const [why, setWhy] = useState('');
  const leave = (reason: string) => {
    forgetKey();
    setWhy(reason);
    setKey(null);
  };
  const enter = (given: string) => {
    saveKey(given);
    setKey(given);
  };
  return key ? <Dashboard key={key} credential={key} leave={leave} /> : <Login why={why} enter={enter} />;
}

render(<App />, document.getElementById('app')!);
addEventListener('hashchange', () => {
  takeKeyFromAddress();
  location.reload();
});
