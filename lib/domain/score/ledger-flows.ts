import { scoreCategoryOf } from './category.ts';
import { noFlow, type UnitFlows } from './ledger.ts';
import type { ActionLoad } from './score.ts';
import {
  ACCEPTED_FACTOR,
  CONFIDENCE_FACTOR,
  countOf,
  EXPLOIT_FACTOR,
  EXPOSURE_FACTOR,
  type Exposure,
  type FindingGroup,
  multiplier,
  OVERDUE_FACTOR,
  REACHABILITY_FACTOR,
  SCORED_SEVERITIES,
  unitsFrom,
  worstGroup,
} from './units.ts';

export interface ActionsThen {
  actions: readonly ActionLoad[];
  exposure: Exposure;
}

interface Load {
  count: number;
  /** What is known about the worst finding: exploit × reachability × confidence. */
  evidence: number;
  overdue: number;
  /** What people decided: exposure × acceptance. */
  decided: number;
  units: number;
}

const NOTHING: Load = { count: 0, evidence: 0, overdue: 1, decided: 1, units: 0 };

/**
 * Why a repository's units changed, from its open actions then and now. Per action and severity: fewer findings are
 * `fixed`; more findings and new evidence about known ones (KEV, EPSS, reachability) are `added`; a passed due date is
 * `aged`; acceptance and exposure are decisions and stay over for the ledger's `policy`.
 */
export function unitFlows(before: ActionsThen, after: ActionsThen): UnitFlows {
  const flows: UnitFlows = { fixed: noFlow(), added: noFlow(), aged: noFlow() };
  const later = new Map(after.actions.map((action) => [action.key, action]));
  for (const action of before.actions) {
    const now = later.get(action.key);
    const same = now !== undefined && scoreCategoryOf(now.category) === scoreCategoryOf(action.category);
    if (same) later.delete(action.key);
    addFlows(flows, [action, before.exposure], same ? [now, after.exposure] : null);
  }
  for (const action of later.values()) addFlows(flows, null, [action, after.exposure]);
  return flows;
}

type Then = readonly [ActionLoad, Exposure];

function addFlows(flows: UnitFlows, before: Then | null, after: Then | null): void {
  const category = scoreCategoryOf((before ?? after)?.[0].category ?? 'quality');
  if (category === null) return;
  for (const severity of SCORED_SEVERITIES) {
    const then = before === null ? NOTHING : loadOf(before[0].severities[severity], before[1]);
    const now = after === null ? NOTHING : loadOf(after[0].severities[severity], after[1]);
    if (then.count === 0 && now.count === 0) continue;
    const { fixed, added, aged } = flowOf(then, now);
    flows.fixed[category][severity] += fixed;
    flows.added[category][severity] += added;
    flows.aged[category][severity] += aged;
  }
}

function loadOf(groups: readonly FindingGroup[] | undefined, exposure: Exposure): Load {
  const worst = groups === undefined ? null : worstGroup(groups, exposure);
  if (groups === undefined || worst === null) return NOTHING;
  const count = countOf(groups);
  return {
    count,
    evidence:
      EXPLOIT_FACTOR[worst.exploit] * REACHABILITY_FACTOR[worst.reachability] * CONFIDENCE_FACTOR[worst.confidence],
    overdue: OVERDUE_FACTOR[worst.overdue],
    decided: EXPOSURE_FACTOR[exposure] * (worst.accepted ? ACCEPTED_FACTOR : 1),
    units: unitsFrom(multiplier(worst, exposure), count),
  };
}

function flowOf(then: Load, now: Load): { fixed: number; added: number; aged: number } {
  if (now.count === 0) return { fixed: -then.units, added: 0, aged: 0 };
  if (then.count === 0) return { fixed: 0, added: now.units, aged: 0 };
  const afterFixed =
    now.count < then.count ? unitsFrom(then.evidence * then.overdue * then.decided, now.count) : then.units;
  const afterNew = unitsFrom(now.evidence * then.overdue * then.decided, now.count);
  const afterAged = unitsFrom(now.evidence * now.overdue * then.decided, now.count);
  return { fixed: afterFixed - then.units, added: afterNew - afterFixed, aged: afterAged - afterNew };
}
