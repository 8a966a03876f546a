import type { InferSelectModel } from 'drizzle-orm';
import type { TokenKind } from '#lib/domain/access/credential.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { Connection, Transaction } from '../client.ts';
import type { tokens } from '../schema/access.ts';
import type { OrganizationScope } from './scope.ts';

export type Token = InferSelectModel<typeof tokens>;
export type ListedToken = Omit<Token, 'hash' | 'createdBy'> & { createdByName: string | null };

export interface NewToken {
  kind: TokenKind;
  name: string;
  role: Role | null;
  repositoryScopes: readonly string[];
  pipelines: readonly string[];
  scanners: readonly string[];
  hash: Buffer;
  hint: string;
  createdBy: number | null;
  /** The token that made it: then who made that one made this one. */
  madeWith: number | null;
  now: Date;
  expiresAt: Date | null;
}

export async function insertToken(sql: Transaction, scope: OrganizationScope, input: NewToken): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into tokens (org_id, kind, name, role, repository_scopes, pipelines, scanners, hash, hint, created_by, created_at, expires_at)
    values (${scope.orgId}, ${input.kind}, ${input.name}, ${input.role}, ${[...input.repositoryScopes]},
      ${[...input.pipelines]}, ${[...input.scanners]}, ${input.hash}, ${input.hint},
      coalesce(${input.createdBy}::int, (select created_by from tokens where org_id = ${scope.orgId} and id = ${input.madeWith})),
      ${input.now}, ${input.expiresAt})
    returning id`;
  if (!row) throw new Error('the token was not stored');
  return row.id;
}

/** The person who made it, as of now; without one (the command line made it), all null. */
export interface TokenMaker {
  makerRole: Role | null;
  makerDisabledAt: Date | null;
}

export async function findTokenByHash(sql: Connection, hash: Buffer): Promise<(Token & TokenMaker) | null> {
  const [row] = await sql<(Token & TokenMaker)[]>`
    select t.*, u.role as maker_role, u.disabled_at as maker_disabled_at
    from tokens t left join users u on u.id = t.created_by and u.org_id = t.org_id
    where t.hash = ${hash}`;
  return row ?? null;
}

/** Scanners whose reports the token may deliver at this moment; empty means any. */
export async function findBoundScanners(sql: Connection, scope: OrganizationScope, id: number): Promise<string[]> {
  const [row] = await sql<{ scanners: string[] }[]>`
    select scanners from tokens where org_id = ${scope.orgId} and id = ${id}`;
  return row?.scanners ?? [];
}

const LISTED = `t.id, t.org_id, t.kind, t.name, t.role, t.repository_scopes, t.pipelines, t.scanners, t.hint, t.created_at,
    t.expires_at, t.last_used_at, t.revoked_at, u.name as created_by_name
  from tokens t left join users u on u.id = t.created_by and u.org_id = t.org_id`;

/** Newest first; revoked ones stay in the list. */
export async function listTokens(sql: Connection, scope: OrganizationScope, limit = 1000): Promise<ListedToken[]> {
  return sql<ListedToken[]>`
    select ${sql.unsafe(LISTED)}
    where t.org_id = ${scope.orgId}
    order by t.id desc limit ${limit}`;
}

export async function findListedToken(
  sql: Connection,
  scope: OrganizationScope,
  id: number,
): Promise<ListedToken | null> {
  const [row] = await sql<ListedToken[]>`
    select ${sql.unsafe(LISTED)}
    where t.org_id = ${scope.orgId} and t.id = ${id}`;
  return row ?? null;
}

export interface RevokedToken {
  kind: TokenKind;
  name: string;
  /** False when it was revoked before: it stays as it was. */
  changed: boolean;
}

/** Null when the organization has no such token. */
export async function revokeToken(
  sql: Transaction,
  scope: OrganizationScope,
  id: number,
  now: Date,
): Promise<RevokedToken | null> {
  const [revoked] = await sql<RevokedToken[]>`
    update tokens set revoked_at = ${now}
    where org_id = ${scope.orgId} and id = ${id} and revoked_at is null returning kind, name, true as changed`;
  if (revoked) return revoked;
  const [found] = await sql<RevokedToken[]>`
    select kind, name, false as changed from tokens where org_id = ${scope.orgId} and id = ${id}`;
  return found ?? null;
}

/** Records the token's last use, at most once a minute. */
export async function touchToken(sql: Transaction, scope: OrganizationScope, id: number, now: Date): Promise<void> {
  await sql`
    update tokens set last_used_at = ${now}
    where org_id = ${scope.orgId} and id = ${id}
      and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})`;
}
