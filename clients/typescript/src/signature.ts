import type { Clock } from './clock.js';
import type { ClientMessage } from './messages.js';
import type { Credential } from './options.js';

/** `auth`, signed where the key wants that: hex HMAC-SHA256 over `api_key:timestamp` with the key as the secret. */
export async function authMessage(credential: Credential, clock: Clock): Promise<ClientMessage> {
  if ('token' in credential) return { type: 'auth', token: credential.token };
  const { apiKey, sign } = credential;
  if (!sign) return { type: 'auth', api_key: apiKey };
  const timestamp = clock.now();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey('raw', bytes(apiKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(`${apiKey}:${timestamp}`)));
  return { type: 'auth', api_key: apiKey, timestamp, signature: Array.from(signed, (b) => b.toString(16).padStart(2, '0')).join('') };
}
