import type { Sql } from '#db/client.ts';
import { insertToken } from '#db/queries/tokens.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CreateTokenInput } from '#lib/contracts/token.ts';
import type { Credential } from '#lib/domain/access/credential.ts';
import { addDays } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { type AuditEvent, writeAudit } from '../audit/write-audit.ts';
import { hashToken, makeToken } from './format.ts';

export interface CreateTokenContext
  extends Pick<Context, 'orgId' | 'principal' | 'readScope' | 'userId' | 'source' | 'now'> {
  sql: Sql;
  /** Null for commands. */
  credential: Credential | null;
}

function requireConsistent(input: CreateTokenInput): void {
  const refuse = (path: string, message: string) =>
    new Fault('invalid_input', `${path}: ${message}.`, { fields: [{ path, message }] });
  if (input.kind === 'api' && input.role === undefined) throw refuse('role', 'is required for an API token');
  if (input.kind === 'upload' && input.role !== undefined) throw refuse('role', 'is for API tokens only');
  if (input.kind === 'api' && input.pipelines.length > 0) throw refuse('pipelines', 'is for upload tokens only');
  if (input.kind === 'api' && input.scanners.length > 0) throw refuse('scanners', 'is for upload tokens only');
  if (input.kind === 'upload' && input.expires_in_days === null) {
    throw refuse('expires_in_days', 'must be a number: upload tokens always end');
  }
}

function createdEvent(id: number, input: CreateTokenInput, expiresAt: Date | null): AuditEvent {
  const { kind, role, repositories, pipelines, scanners } = input;
  const detail = {
    kind,
    role: role ?? null,
    repositories,
    pipelines,
    scanners,
    ends: expiresAt?.toISOString() ?? null,
  };
  return { verb: 'token.created', target: { kind: 'token', id: String(id), name: input.name }, detail };
}

/**
 * Makes a token. Its text is in the answer only: the database stores its SHA-256.
 * @throws Fault `forbidden`, `invalid_input`
 */
export async function createToken(
  ctx: CreateTokenContext,
  input: CreateTokenInput,
): Promise<{ id: number; token: string }> {
  permit(ctx, 'token:write', 'organization');
  requireConsistent(input);
  const now = ctx.now();
  const token = makeToken(input.kind);
  const days = input.expires_in_days;
  const row = {
    kind: input.kind,
    name: input.name,
    role: input.role ?? null,
    repositoryScopes: input.repositories,
    pipelines: input.pipelines,
    scanners: input.scanners,
    hash: hashToken(token),
    hint: token.slice(-4),
    createdBy: ctx.userId,
    madeWith: ctx.credential?.tokenId ?? null,
    now,
    expiresAt: days === null ? null : addDays(now, days),
  };
  const id = await inTransaction(ctx.sql, async (tx) => {
    const made = await insertToken(tx, { orgId: ctx.orgId }, row);
    await writeAudit(tx, auditSource(ctx), createdEvent(made, input, row.expiresAt));
    return made;
  });
  return { id, token };
}
