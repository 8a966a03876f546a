import type { CredentialKind } from '#lib/domain/access/credential.ts';
import type { Conditions } from '#lib/domain/decision/conditions.ts';
import type { EndReason, ExceptionState } from '#lib/domain/decision/exception.ts';
import { exploitOf } from '#lib/domain/finding/exploit.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { exceptions } from '../schema/exception.ts';
import { isSaidNow, silentScanners } from './present-evidence.ts';
import type { RepositoryScope } from './scope.ts';

export type Exception = typeof exceptions.$inferSelect;

export type NewException = Omit<
  BulkRow<typeof exceptions>,
  'orgId' | 'repoId' | 'endedAt' | 'endedBy' | 'enderKind' | 'enderName' | 'endReason' | 'reminded' | 'ownEnd'
>;

export async function insertExceptions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly NewException[],
): Promise<void> {
  const never = { endedAt: null, endedBy: null, enderKind: null, enderName: null, endReason: null };
  const alive = { ...never, reminded: 0, ownEnd: false };
  await bulkInsert(tx, exceptions, { orgId, repoId, ...alive }, rows);
}

/** Some exceptions of a repository that is locked, by their numbers. */
export async function findExceptions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
): Promise<Exception[]> {
  return tx<Exception[]>`
    select * from exceptions where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...numbers]}::int[])
    order by number`;
}

/** Those of these findings that are alive: one of each at most. */
export async function findLiveExceptions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
): Promise<Exception[]> {
  return tx<Exception[]>`
    select * from exceptions where org_id = ${orgId} and repo_id = ${repoId}
      and finding_number = any(${[...findings]}::int[]) and state in ('requested', 'in_force')
    order by number`;
}

/** Who decided or ended, and when. */
export interface ActedBy {
  at: Date;
  personId: number | null;
  kind: CredentialKind;
  name: string;
}

/** Approves or refuses requests. `conditions`: as they are now, by number of the exception, for those that come into force. */
export async function decideExceptions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  { state, by, note }: { state: 'in_force' | 'refused'; by: ActedBy; note: string | null },
): Promise<void> {
  await tx`
    update exceptions set state = ${state}, decided_at = ${by.at}, decided_by = ${by.personId}, decider_kind = ${by.kind},
      decider_name = ${by.name}, decision_note = ${note}
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...numbers]}::int[])`;
}

export async function setConditions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly { number: number; conditions: Conditions }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update exceptions e set conditions = r.conditions
    from jsonb_populate_recordset(null::exceptions, ${asRecords(exceptions, rows)}::text::jsonb) as r
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.number = r.number`;
}

/** Ends exceptions. `by` null: nobody did, time or conditions did. */
export async function endExceptions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  end: {
    state: Exclude<ExceptionState, 'requested' | 'in_force' | 'refused'>;
    at: Date;
    by: ActedBy | null;
    reason: EndReason | null;
  },
): Promise<void> {
  await tx`
    update exceptions set state = ${end.state}, ended_at = ${end.at}, ended_by = ${end.by?.personId ?? null},
      ender_kind = ${end.by?.kind ?? null}, ender_name = ${end.by?.name ?? null}, end_reason = ${end.reason}
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...numbers]}::int[])`;
}

/** Gives exceptions another end, of which people are reminded anew. `own`: it is theirs, whatever becomes of their rule. */
export async function setExpiry(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  { expiresAt, own }: { expiresAt: Date | null; own: boolean },
): Promise<void> {
  await tx`
    update exceptions set expires_at = ${expiresAt}, own_end = ${own}, reminded = 0
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...numbers]}::int[])`;
}

/** What is in force of findings from now on; states follow in the ledger. */
export async function setDecided(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  decided: Decision | null,
): Promise<void> {
  await tx`
    update findings set decided = ${decided}
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...findings]}::int[])`;
}

/** What a decision about each of these findings rests on, as it is now. */
export async function findConditions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  exposure: Exposure,
): Promise<Map<number, Conditions>> {
  const rows = await tx<{ number: number; severity: number; exploit: number; scanners: string[]; verified: boolean }[]>`
    select f.number, coalesce(f.severity_set, f.severity)::int as severity, f.exploit,
      coalesce(array_agg(distinct said.scanner order by said.scanner) filter (where said.scanner is not null), '{}') as scanners,
      f.confidence = 4 or coalesce(bool_or(said.verified), false) as verified
    from findings f
    left join lateral (
      select e.scanner, e.record ->> 'confidence' = 'verified' as verified from evidence e
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = f.number and ${isSaidNow(tx, { orgId, repoId })}
      union all select silent.scanner, false from (${silentScanners(tx, { orgId, repoId })}) silent) said on true
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...findings]}::int[])
    group by f.number, f.severity_set, f.severity, f.exploit, f.confidence`;
  return new Map(
    rows.map(({ number, severity, exploit, scanners, verified }) => [
      number,
      { exploit: exploitOf(exploit), exposure, severity: severityOf(severity), scanners, verified },
    ]),
  );
}
