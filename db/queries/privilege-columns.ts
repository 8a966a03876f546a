import type { InferSelectModel } from 'drizzle-orm';
import { ownLevel } from '#lib/domain/privilege/history/own-level.ts';
import type { RowRecord } from '#lib/domain/privilege/history/row.ts';
import type { PrincipalKind, ResourceKind, Via } from '#lib/domain/privilege/inventory.ts';
import { type BulkRow, Json } from '../bulk.ts';
import type { privilegeGrants, privilegePrincipals, privilegeResources } from '../schema/privilege.ts';

type Validity =
  | 'orgId'
  | 'repoId'
  | 'since'
  | 'until'
  | 'unknownSince'
  | 'unknownFields'
  | 'key'
  | 'content'
  | 'sections';
type PrincipalColumns = Omit<BulkRow<typeof privilegePrincipals>, Validity | 'number' | 'level' | 'rights'>;
type ResourceColumns = Omit<BulkRow<typeof privilegeResources>, Validity | 'number' | 'parent'>;
type GrantColumns = Omit<BulkRow<typeof privilegeGrants>, Validity | 'principal' | 'resource'>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
const timeOf = (value: unknown): Date | null => {
  const at = typeof value === 'string' ? new Date(value) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : at;
};

/** An instant, `never`, or not told, as two columns. */
function seen(value: unknown): [at: Date | null, told: boolean] {
  const at = timeOf(value);
  return [at, at !== null || value === 'never'];
}

const seenText = (at: Date | null, told: boolean): string | null =>
  at === null ? (told ? 'never' : null) : at.toISOString();
const detailOf = (rest: RowRecord): Json => new Json(JSON.stringify(rest));

export function principalColumns(record: RowRecord): PrincipalColumns {
  const { id, kind, name, owner, standing, suspended, twoFactor, createdAt, expiresAt, lastActiveAt, ...rest } = record;
  const [expires, expiresTold] = seen(expiresAt);
  const [lastActive, lastActiveTold] = seen(lastActiveAt);
  return {
    externalId: text(id),
    kind: text(kind) as PrincipalKind,
    name: text(name),
    owner: textOrNull(owner),
    standing: textOrNull(standing) as PrincipalColumns['standing'],
    suspended: flag(suspended),
    twoFactor: flag(twoFactor),
    createdAt: timeOf(createdAt),
    ...{ expiresAt: expires, expiresTold, lastActiveAt: lastActive, lastActiveTold },
    ownLevel: ownLevel(rest.permissions),
    detail: detailOf(rest),
  };
}

export type StoredPrincipal = InferSelectModel<typeof privilegePrincipals>;

export function principalRecord(row: StoredPrincipal): RowRecord {
  return {
    id: row.externalId,
    kind: row.kind,
    name: row.name,
    owner: row.owner,
    standing: row.standing,
    suspended: row.suspended,
    twoFactor: row.twoFactor,
    createdAt: row.createdAt?.toISOString() ?? null,
    expiresAt: seenText(row.expiresAt, row.expiresTold),
    lastActiveAt: seenText(row.lastActiveAt, row.lastActiveTold),
    ...row.detail,
  };
}

export function resourceColumns(record: RowRecord): ResourceColumns {
  const { id, kind, name, visibility, archived, createdAt, updatedAt, expiresAt, lastUsedAt, ...rest } = record;
  const [expires, expiresTold] = seen(expiresAt);
  const [lastUsed, lastUsedTold] = seen(lastUsedAt);
  return {
    externalId: text(id),
    kind: text(kind) as ResourceKind,
    name: text(name),
    visibility: textOrNull(visibility),
    archived: archived === true,
    createdAt: timeOf(createdAt),
    updatedAt: timeOf(updatedAt),
    ...{ expiresAt: expires, expiresTold, lastUsedAt: lastUsed, lastUsedTold },
    detail: detailOf(rest),
  };
}

export type StoredResource = InferSelectModel<typeof privilegeResources>;

export function resourceRecord(row: StoredResource): RowRecord {
  return {
    id: row.externalId,
    kind: row.kind,
    name: row.name,
    visibility: row.visibility,
    archived: row.archived,
    createdAt: row.createdAt?.toISOString() ?? null,
    updatedAt: row.updatedAt?.toISOString() ?? null,
    expiresAt: seenText(row.expiresAt, row.expiresTold),
    lastUsedAt: seenText(row.lastUsedAt, row.lastUsedTold),
    ...row.detail,
  };
}

export function grantColumns(record: RowRecord): GrantColumns {
  const { via, permission, level, expiresAt, lastUsedAt, ...rest } = record;
  const [expires, expiresTold] = seen(expiresAt);
  const [lastUsed, lastUsedTold] = seen(lastUsedAt);
  return {
    via: text(via) as Via,
    permission: text(permission),
    level: typeof level === 'number' ? level : 0,
    ...{ expiresAt: expires, expiresTold, lastUsedAt: lastUsed, lastUsedTold },
    detail: detailOf(rest),
  };
}

export type StoredGrant = InferSelectModel<typeof privilegeGrants>;

export function grantRecord(row: StoredGrant): RowRecord {
  return {
    via: row.via,
    permission: row.permission,
    level: row.level,
    expiresAt: seenText(row.expiresAt, row.expiresTold),
    lastUsedAt: seenText(row.lastUsedAt, row.lastUsedTold),
    ...row.detail,
  };
}
