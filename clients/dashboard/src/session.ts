// The credential lives in sessionStorage: it is gone with the tab, and never in the address.
const place = 'fleet.key';

/** Takes `#key=…` out of the address, at once and without a trace in the history, and keeps it. */
export function takeKeyFromAddress(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  if (given) sessionStorage.setItem(place, given);
}

export const savedKey = (): string | null => sessionStorage.getItem(place);
export const saveKey = (key: string): void => sessionStorage.setItem(place, key);
export const forgetKey = (): void => sessionStorage.removeItem(place);

/** A JWT has two dots; an API key has none. */
export const credentialOf = (key: string) => (key.split('.').length === 3 ? { token: key } : { apiKey: key });
