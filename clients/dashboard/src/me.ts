export type Role = 'viewer' | 'operator' | 'admin';

/** Whom the page speaks for: `GET /v1/me`. */
export interface Me {
  organization_id: string; subject: string; role: Role; is_superuser: boolean; expires_at?: string;
  permissions: { channels?: Record<string, 'read' | 'admin_only' | 'none'> };
}

/** Operators and admins change things. Where it is not known everything is offered, and the gateway decides. */
export const mayChange = (me: Me | undefined): boolean => me === undefined || me.role !== 'viewer';

export function mayRead(me: Me | undefined, channel: string): boolean {
  const access = me?.permissions.channels?.[channel] ?? 'read';
  return access === 'read' || (access === 'admin_only' && me?.role === 'admin');
}
