import {
  countLastGates,
  countLookedAt,
  countOutcomes,
  countRuleFindings,
  countScans,
  type LookedAt,
  type OutcomeCount,
  type RuleFindings,
  type ScanCount,
} from '#db/queries/control-counts.ts';
import type { Context } from '#lib/context.ts';
import { type Check, checkId } from '#lib/domain/framework/framework.ts';
import type { CheckCounts } from '#lib/domain/framework/judge-control.ts';
import { RULES } from '#lib/domain/pipeline/rules.ts';
import { DEFAULT_FRESH_DAYS } from '#lib/domain/score/confidence.ts';
import { permit } from '#lib/permit.ts';

const DAY = 86_400_000;
/** For how long an answer of the gate says something. */
const GATE_DAYS = 30;

export interface CountedChecks {
  counts: ReadonlyMap<string, CheckCounts>;
  looked: LookedAt;
  findings: ReadonlyMap<string, RuleFindings>;
}

/** Counts what checks ask, over what the caller sees: one statement for each kind. */
export async function countChecks(ctx: Context, checks: readonly Check[]): Promise<CountedChecks> {
  permit(ctx, 'posture:read', 'repositories');
  const { readSql: sql, readScope: scope } = ctx;
  const now = ctx.now().getTime();
  const fresh = new Date(now - DEFAULT_FRESH_DAYS * DAY);
  const categories = [...new Set(checks.flatMap((check) => (check.kind === 'scan' ? [check.category] : [])))];
  const rules = [...new Set(checks.flatMap((check) => ('rule' in check ? [check.rule] : [])))];
  const [outcomes, looked, scans, gates, findings] = await Promise.all([
    countOutcomes(sql, scope, fresh),
    countLookedAt(sql, scope),
    countScans(sql, scope, categories, fresh),
    countLastGates(sql, scope, new Date(now - GATE_DAYS * DAY)),
    countRuleFindings(sql, scope, rules),
  ]);
  const known = { outcomes: byRule(outcomes), looked, scans, gates };
  return {
    counts: new Map(checks.map((check) => [checkId(check), countsOf(check, known)])),
    looked,
    findings: new Map(findings.map((each) => [each.rule, each])),
  };
}

interface Known {
  outcomes: ReadonlyMap<string, OutcomeCount>;
  looked: LookedAt;
  scans: readonly ScanCount[];
  gates: readonly { outcome: string | null; count: number }[];
}

const keyOf = (rule: string, system: boolean): string => `${system ? 'system' : 'files'} ${rule}`;
const byRule = (rows: readonly OutcomeCount[]) => new Map(rows.map((row) => [keyOf(row.rule, row.system), row]));

const NONE: CheckCounts = { pass: 0, fail: 0, unknown: 0 };
const GITLAB_RULES = new Set(RULES.flatMap(({ id, of }) => (of === 'gitlab' ? [id] : [])));

function countsOf(check: Check, { outcomes, looked, scans, gates }: Known): CheckCounts {
  switch (check.kind) {
    case 'privilege':
      return ofSystems(outcomes.get(keyOf(check.rule, true)), looked);
    case 'answered': {
      const { pass, fail, unknown } = ofSystems(outcomes.get(keyOf(check.rule, true)), looked);
      return { pass: pass + fail, fail: 0, unknown };
    }
    case 'pipeline': {
      const { pass, fail, unknown } = outcomes.get(keyOf(check.rule, false)) ?? NONE;
      // Nobody knows what files are in them. That they are GitLab's is not to be expected.
      const unseen = GITLAB_RULES.has(check.rule) ? 0 : looked.withoutFiles;
      return { pass, fail, unknown: unknown + unseen };
    }
    case 'scan':
      return scans.find(({ category }) => category === check.category) ?? NONE;
    case 'gate': {
      const count = (...of: (string | null)[]) =>
        gates.reduce((sum, each) => sum + (of.includes(each.outcome) ? each.count : 0), 0);
      return { pass: count('pass', 'warn'), fail: count('fail'), unknown: count(null) };
    }
  }
}

/** Without an inventory nothing is known of any system, not even that there is none. */
function ofSystems(counted: OutcomeCount | undefined, { systems }: LookedAt): CheckCounts {
  if (systems === 0) return { pass: 0, fail: 0, unknown: 1 };
  return counted ?? NONE;
}
