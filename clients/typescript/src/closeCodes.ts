/** What becomes of a connection closed with a code (docs/streaming.md, Close codes). */
export type AfterClose =
  /** Come back by the back-off. */
  | 'reconnect'
  /** Come back with another credential, where there can be one. */
  | 'reauthenticate'
  /** Coming back would end the same way. */
  | 'stop';

const stopping = new Set([1003, 1007, 1008, 1009, 4003, 4004]);
const authenticating = new Set([4001, 4010]);

export function afterClose(code: number): AfterClose {
  return stopping.has(code) ? 'stop' : authenticating.has(code) ? 'reauthenticate' : 'reconnect';
}
