import { randomUUID } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { insertBulkChanges } from '#db/queries/bulk-changes.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findSeverityOverrides, insertOverrides, type SeverityOverride } from '#db/queries/severity-overrides.ts';
import type { Context } from '#lib/context.ts';
import type { BulkSeverityPreviewBody } from '#lib/contracts/finding-bulk.ts';
import { actsAs } from '#lib/domain/access/credential.ts';
import type { Severity, StatedSeverity } from '#lib/domain/finding/finding.ts';
import { judgeSeverity } from '#lib/domain/finding/judge-severity.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { ReplacedSeverity } from '#lib/domain/finding/replaced.ts';
import { severityNumber, severityOf } from '#lib/domain/finding/severity-number.ts';
import { actedBy, deciderOf } from '#lib/views/exception/decider-of.ts';
import { findSelection } from '../exception/find-selection.ts';
import { inRepositories } from '../exception/in-repositories.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { overrideSeverity } from './override-severity.ts';

/** What was done in one repository. */
export interface RatedIn {
  repoId: number;
  fullName: string;
  rated: number[];
  /** Severities before. */
  before: Severity[];
  same: number;
  refused: number;
  score: { before: number | null; after: number | null };
}

interface Rating {
  severity: StatedSeverity;
  reason: string;
}

/** Sets the severity of what was chosen where it is another one and the caller may, and keeps what it replaces. */
export async function rateFindings(
  ctx: Context,
  tx: Transaction,
  { severity, ...which }: BulkSeverityPreviewBody,
  { reason, now }: { reason: string; now: Date },
): Promise<{ done: RatedIn[]; batch: string }> {
  const { all } = await findSelection(ctx, tx, which);
  const batch = randomUUID();
  const done = await inRepositories(tx, { orgId: ctx.orgId, now }, all, (at, own) => {
    const numbers = own.map(({ number }) => number);
    return rateIn(ctx, at, numbers, { severity, reason, batch });
  });
  return { done, batch };
}

async function rateIn(
  ctx: Context,
  at: LockedRepository,
  numbers: number[],
  { batch, ...rating }: Rating & { batch: string },
): Promise<RatedIn> {
  const { tx, scope, repository, now } = at;
  const findings = await findByNumbers(tx, scope, numbers);
  const places = numbers.map((number) => ({ repoId: scope.repoId, number }));
  const overrides = new Map((await findSeverityOverrides(tx, scope, places)).map((one) => [one.findingNumber, one]));
  const others = findings.filter((finding) => shownSeverity(finding) !== rating.severity);
  const by = deciderOf(ctx, repository.fullName);
  const rated = others.filter(({ number, severity }) => {
    const override = overrides.get(number);
    const set = override === undefined ? null : { severity: severityOf(override.severity), personId: override.setBy };
    return judgeSeverity({ reported: severityOf(severity), set }, rating.severity, by) === null;
  });
  const kept = rated.map(({ number }) => {
    return {
      findingNumber: number,
      replaced: { what: 'severity' as const, before: replacedOf(overrides.get(number)) },
    };
  });
  await insertBulkChanges(tx, scope, { batch, at: now, userId: actedBy(ctx).personId }, kept);
  const score = await write(ctx, at, rated, rating);
  return {
    ...{ repoId: scope.repoId, fullName: repository.fullName, score },
    ...{ rated: rated.map(({ number }) => number), before: rated.map(shownSeverity) },
    ...{ same: findings.length - others.length, refused: others.length - rated.length },
  };
}

const shownSeverity = ({ severity, severitySet }: KnownFinding): Severity => severityOf(severitySet ?? severity);

function replacedOf(override: SeverityOverride | undefined): ReplacedSeverity | null {
  if (override === undefined) return null;
  const { severity, reason, setAt, setBy, setterKind, setterName } = override;
  const tokenName = actsAs(setterKind) === 'person' ? null : setterName;
  return { severity, reason, setAt: setAt.toISOString(), setBy, setterKind, tokenName };
}

async function write(
  ctx: Context,
  at: LockedRepository,
  rated: readonly KnownFinding[],
  { severity, reason }: Rating,
): Promise<RatedIn['score']> {
  const { personId: setBy, kind: setterKind, name: setterName } = actedBy(ctx);
  const number = severityNumber(severity);
  await insertOverrides(
    at.tx,
    at.scope,
    rated.map((finding) => {
      return { findingNumber: finding.number, severity: number, reason, setAt: at.now, setBy, setterKind, setterName };
    }),
  );
  const changes = new Changes();
  await overrideSeverity(at, changes, rated, number, { reason });
  const { score } = await commit(at, changes, { upload: 0, ...causeOf(ctx) });
  return score;
}
