import type {
  ActorKind,
  AuditDetail,
  AuditVerb,
  ChainedEntry,
  ChainHead,
  Seals,
  TargetKind,
} from '#lib/domain/audit/entry.ts';
import { CHAIN_START } from '#lib/domain/audit/hash-entry.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface AuditRow {
  orgId: number;
  sequence: number;
  at: Date;
  actorKind: ActorKind;
  actorId: number | null;
  actorName: string;
  verb: AuditVerb;
  targetKind: TargetKind;
  targetId: string;
  targetName: string;
  source: string | null;
  detail: AuditDetail;
  seals: Seals | null;
  previous: Buffer;
  hash: Buffer;
}

interface StoredHead {
  sequence: number;
  hash: Buffer;
}

export interface AuditFilter {
  /** A part of the name of a person or token, in any letter case. */
  who?: string | undefined;
  verbs?: readonly AuditVerb[] | undefined;
  /** A part of the name of what it was done to, in any letter case. */
  target?: string | undefined;
  since?: Date | undefined;
  /** Before this time. */
  until?: Date | undefined;
}

/** Last entry of a page. */
export interface AuditPosition {
  at: Date;
  sequence: number;
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const headOf = ({ sequence, hash }: StoredHead): ChainHead => ({ sequence, hash: hash.toString('hex') });

/** An entry as it is stored. */
export const entryOf = (row: AuditRow): ChainedEntry => ({
  ...fieldsOf(row),
  previous: row.previous.toString('hex'),
  hash: row.hash.toString('hex'),
});

function fieldsOf(row: Omit<AuditRow, 'previous' | 'hash'>): Omit<ChainedEntry, 'previous' | 'hash'> {
  return {
    orgId: row.orgId,
    sequence: row.sequence,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    verb: row.verb,
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
    source: row.source,
    detail: row.detail,
    seals: row.seals,
  };
}

/**
 * Takes the next number of the organization's chain and locks its end until the transaction is over. Returns the number,
 * with the hash that the entry continues.
 */
export async function takeAuditNumber(tx: Transaction, { orgId }: OrganizationScope): Promise<ChainHead> {
  const [row] = await tx<StoredHead[]>`
    insert into audit_heads as h (org_id, sequence, hash) values (${orgId}, 1, ${bytes(CHAIN_START.hash)})
    on conflict (org_id) do update set sequence = h.sequence + 1
    returning sequence, hash`;
  if (!row) throw new Error('the audit log gave no number');
  return headOf(row);
}

/** Adds an entry and makes it the chain's end. */
export async function insertAuditEntry(tx: Transaction, entry: ChainedEntry): Promise<void> {
  const { orgId, sequence, at, actor, verb, target, source, detail } = entry;
  await Promise.all([
    tx`
      insert into audit_entries (org_id, sequence, at, actor_kind, actor_id, actor_name, verb, target_kind, target_id,
        target_name, source, detail, seals, previous, hash)
      values (${orgId}, ${sequence}, ${at}, ${actor.kind}, ${actor.id}, ${actor.name}, ${verb}, ${target.kind}, ${target.id},
        ${target.name}, ${source}, ${tx.json(detail)},
        ${entry.seals === null ? null : tx.json(entry.seals)}, ${bytes(entry.previous)}, ${bytes(entry.hash)})`,
    tx`update audit_heads set hash = ${bytes(entry.hash)} where org_id = ${orgId}`,
  ]);
}

/** Where the organization's chain ends; its start while it has no entries. */
export async function findAuditHead(sql: Connection, { orgId }: OrganizationScope): Promise<ChainHead> {
  const [row] = await sql<StoredHead[]>`select sequence, hash from audit_heads where org_id = ${orgId}`;
  return row ? headOf(row) : CHAIN_START;
}

/** Where the chain ends, for the first who asks on a day (`2026-03-02`); null for others, and while there are no entries. */
export async function takeDailyAnchor(
  tx: Transaction,
  { orgId }: OrganizationScope,
  day: string,
): Promise<ChainHead | null> {
  const [row] = await tx<StoredHead[]>`
    update audit_heads set anchored_on = ${day}::text::date
    where org_id = ${orgId} and anchored_on is distinct from ${day}::text::date
    returning sequence, hash`;
  return row ? headOf(row) : null;
}

/** Every organization that is there or has an audit log. */
export async function findAuditedOrganizations(sql: Connection): Promise<number[]> {
  const rows = await sql<{ orgId: number }[]>`
    select id as org_id from organizations union select org_id from audit_heads order by 1`;
  return rows.map((row) => row.orgId);
}

const BATCH = 2000;

/** An entry whose hashes the server has written as hex: reading a million of them, that is a tenth of the time. */
type ChainRow = Omit<AuditRow, 'previous' | 'hash'> & { previous: string; hash: string };

/** All entries in the order of the chain, in batches; the next one is on its way while one is looked at. */
export async function* readAuditChain(tx: Transaction, { orgId }: OrganizationScope): AsyncGenerator<ChainedEntry[]> {
  const batches = tx<ChainRow[]>`
    select org_id, sequence, at, actor_kind, actor_id, actor_name, verb, target_kind, target_id, target_name, source, detail,
      seals, encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
    from audit_entries where org_id = ${orgId} order by sequence`.cursor(BATCH);
  const reading = batches[Symbol.asyncIterator]();
  let next = reading.next();
  try {
    for (let batch = await next; !batch.done; batch = await next) {
      next = reading.next();
      // Awaited below; when whoever reads stops before, nobody else would look at its failure.
      next.catch(() => undefined);
      yield batch.value.map((row) => ({ ...fieldsOf(row), previous: row.previous, hash: row.hash }));
    }
  } finally {
    await next.catch(() => undefined);
    await reading.return?.();
  }
}
