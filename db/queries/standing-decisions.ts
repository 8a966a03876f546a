import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import type { DayZones } from '#lib/domain/calendar/day-zones.ts';
import { DEFAULT_EXCEPTION_POLICY, type TrustedAuthor } from '#lib/domain/decision/exception.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { Connection } from '../client.ts';
import type { DecisionPolicyRow } from './decision-policies.ts';
import type { RepositoryScope } from './scope.ts';

/** What decides about findings without a person who looks at each: asked once by whatever changes them. */
export interface StandingDecisions {
  policy: DecisionPolicyRow;
  /** Whose statements are adopted; none, while no document is loaded. */
  trusted: readonly TrustedAuthor[];
  /** Whether a rule of exceptions may be in force. */
  ruled: boolean;
  /** Whether an exception of the repository rests on a statement. */
  adopted: boolean;
  /** Whether somebody works, or worked, on one of its actions. */
  worked: boolean;
  /** Categories that do not apply, by decisions that are not over: one that time ended counts as none before it is swept. */
  exempted: readonly ScoreCategory[];
  /** Where the organization's days begin and end: asked with the rest, for each change needs both. */
  zones: DayZones;
}

type Row = { [Key in keyof DecisionPolicyRow]: DecisionPolicyRow[Key] | null } & {
  authors: TrustedAuthor[] | null;
  stated: boolean;
  ruled: boolean;
  adopted: boolean;
  worked: boolean;
  exempted: StandingDecisions['exempted'];
  zones: DayZones | null;
};

export async function findStandingDecisions(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  now: Date,
): Promise<StandingDecisions> {
  const [row] = await sql<Row[]>`
    select p.sla, p.four_eyes, p.accepted_days, p.false_positive_days, p.trusted_authors as authors,
      exists (select 1 from statement_documents d where d.org_id = ${orgId}) as stated,
      exists (select 1 from exception_rules e where e.org_id = ${orgId} and e.state = 'in_force') as ruled,
      exists (select 1 from exceptions e where e.org_id = ${orgId} and e.repo_id = ${repoId}
        and e.statement_document is not null and e.state in ('requested', 'in_force')) as adopted,
      exists (select 1 from action_work w where w.org_id = ${orgId} and w.repo_id = ${repoId}) as worked,
      array(select e.category from exemptions e
        where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.state = 'in_force' and e.expires_at > ${now}) as exempted,
      (select o.day_zones from organizations o where o.id = ${orgId}) as zones
    from (select 1) one left join decision_policies p on p.org_id = ${orgId}`;
  const { stated = false, ruled = false, adopted = false, worked = false, exempted = [] } = row ?? {};
  const trusted = stated ? (row?.authors ?? []) : [];
  return { policy: policyOf(row), trusted, ruled, adopted, worked, exempted, zones: row?.zones ?? [] };
}

/** No end for false positives is a choice, and no row is none. */
function policyOf(row: Row | undefined): DecisionPolicyRow {
  const defaults = DEFAULT_EXCEPTION_POLICY;
  if (row === undefined || row.fourEyes === null) return { sla: DEFAULT_SLA, ...defaults };
  return {
    sla: row.sla ?? DEFAULT_SLA,
    fourEyes: row.fourEyes,
    acceptedDays: row.acceptedDays ?? defaults.acceptedDays,
    falsePositiveDays: row.falsePositiveDays,
  };
}
