import type { LiveException } from '#db/queries/exceptions-live.ts';
import type { Exploitation } from '#db/queries/exploited-findings.ts';
import type { FindingListRow } from '#db/queries/findings-read.ts';
import type { AssigneeView } from '#lib/contracts/action-work.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import type { SetSeverityView } from '#lib/contracts/finding-people.ts';
import { dueAt, isAtRisk, type SlaPolicy } from '#lib/domain/action/sla.ts';
import { exploitOf } from '#lib/domain/finding/exploit.ts';
import { confidenceOf, severityOf } from '#lib/domain/finding/severity-number.ts';
import { encodeId } from '#lib/ids.ts';

interface RowFacts {
  known: Exploitation | null;
  sla: SlaPolicy;
  severitySet: SetSeverityView | null;
  tags: string[];
  owner: AssigneeView | null;
  exception: LiveException | null;
}

function exceptionOf(live: LiveException | null): FindingRow['exception'] {
  if (live === null) return null;
  const { repoId, exception: number, kind, state, expiresAt } = live;
  return { id: encodeId('exception', { repoId, number }), kind, state, expires_at: expiresAt?.toISOString() ?? null };
}

/** A finding as lists show it, with what feeds say of its advisory. Only what is open has a due date. */
export function findingRowOf(row: FindingListRow, now: Date, facts: RowFacts): FindingRow {
  const { known, sla, severitySet, tags, owner, exception } = facts;
  const severity = severityOf(row.severity);
  const { openedAt, criticality, exposure } = row;
  const weighs = { exploit: exploitOf(row.exploit), exposure };
  const due = row.state === 'open' ? dueAt(severity, openedAt, sla, criticality, weighs) : null;
  return {
    id: encodeId('finding', row),
    ref: `${row.fullName}#${row.number}`,
    repo: row.fullName,
    number: row.number,
    title: row.title,
    category: row.category,
    severity,
    confidence: confidenceOf(row.confidence),
    exploit: exploitOf(row.exploit),
    epss: known?.epss ?? null,
    kev_due_on: known?.kevDueOn ?? null,
    state: row.state,
    scanner: row.scanner,
    rule: row.ruleId,
    path: row.path,
    line: row.line,
    package: row.packageName,
    package_version: row.packageVersion,
    advisory: row.advisory,
    image: row.image,
    first_seen_at: row.firstSeenAt.toISOString(),
    opened_at: row.openedAt.toISOString(),
    fixed_at: row.fixedAt?.toISOString() ?? null,
    reopened: row.reopened,
    due_at: due?.toISOString() ?? null,
    overdue: due !== null && due < now,
    at_risk: isAtRisk(openedAt, due, now),
    demo: row.demo,
    severity_set: severitySet,
    tags,
    owner,
    exception: exceptionOf(exception),
    url: `/repositories/${row.fullName}/findings/${row.number}`,
  };
}
