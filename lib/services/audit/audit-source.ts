import type { Context } from '#lib/context.ts';
import type { Credential } from '#lib/domain/access/credential.ts';
import type { AuditActor } from '#lib/domain/audit/entry.ts';

/** Who acts, when, from where. */
export interface AuditSource {
  orgId: number;
  at: Date;
  actor: AuditActor;
  source: string | null;
}

export interface Caller extends Pick<Context, 'orgId' | 'userId' | 'source'> {
  /** Null for commands. */
  credential: Credential | null;
  /** Of commands: name of the machine's user, where it is known. */
  operator?: string | undefined;
  now: () => Date;
}

function actorOf({ credential, userId, operator }: Caller): AuditActor {
  if (credential === null) return { kind: 'command_line', id: null, name: operator ?? 'command line' };
  const { kind, name, tokenId } = credential;
  switch (kind) {
    case 'session':
      return { kind: 'person', id: userId, name };
    case 'upload_token':
    case 'api_token':
      return { kind, id: tokenId, name };
    case 'demo':
      return { kind: 'system', id: null, name: 'demo' };
    case 'system':
      return { kind: 'system', id: null, name };
  }
}

/** The caller of a verb, as the audit log names it. */
export function auditSource(ctx: Caller): AuditSource {
  return { orgId: ctx.orgId, at: ctx.now(), actor: actorOf(ctx), source: ctx.source };
}
