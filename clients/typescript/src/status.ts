/** `resuming`: connected, and what was missed is on its way. `waiting`: until `retryAt`. `closed`: for good. */
export type ConnectionState = 'idle' | 'connecting' | 'resuming' | 'connected' | 'waiting' | 'closed';

export interface ConnectionStatus {
  state: ConnectionState;
  /** Attempts in a row that came to nothing. */
  attempts: number;
  /** When the next attempt is, milliseconds since 1970. */
  retryAt?: number;
  /** Why the last connection ended. */
  reason?: { code: number; message: string };
}
