import { STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { criticalityWeight } from '#lib/domain/repository/criticality.ts';

import { countFactor, countOf, multiplier, worstGroup } from '#lib/domain/score/units.ts';
import { daysBetween } from '#lib/domain/time.ts';
import { type EffortKind, type Experience, effortHours } from './action.ts';
import type { ActionKind } from './key.ts';
import { type FeedDates, type RankRepository, rankFactors, type WhyFactor } from './rank-factors.ts';

/** 0 act now, 1 due within seven days, 2 by risk removed per hour, 3 watch: no fix exists. Lower comes first. */
export const LANES = [0, 1, 2, 3] as const;
export type Lane = (typeof LANES)[number];

export interface RankFacts {
  key: string;
  kind: ActionKind;
  effortKind: EffortKind;
  /** Every repository that the action touches. */
  repositories: readonly RankRepository[];
  /** Earliest due date of its findings. */
  dueAt: Date | null;
  /** Reasons for lane 0; false as long as no feed says otherwise. */
  urgent: { liveSecret: boolean; kevPastDue: boolean; malicious: boolean; threeDays: boolean };
  /** The organization's own time to close for this kind of effort. */
  experience?: Experience;
  /** Dates of the feeds that the factors come from. */
  feedDates?: FeedDates;
}

export interface Why {
  lane: Lane;
  /** One sentence: why this lane. */
  reason: string;
  /** The three largest factors, largest first. */
  factors: WhyFactor[];
  /** Score points gained if done, over all its repositories. */
  gain: number;
  dueAt: Date | null;
}

export interface Ranked {
  key: string;
  lane: Lane;
  /** V: risk removed. */
  risk: number;
  /** E, in hours. */
  hours: number;
  /** V / E. */
  value: number;
  dueAt: Date | null;
  why: Why;
}

export const SEVERITY_RISK: Readonly<Record<StatedSeverity, number>> = {
  critical: 10,
  high: 4,
  medium: 1,
  low: 0.2,
  info: 0,
};

const DUE_SOON_DAYS = 7;
/** A fix in ten repositories takes five times the hours of one, because it is worked out only once. */
const REPOSITORY_EXPONENT = 0.7;

/** Where an action stands in the queue, and why. */
export function rank(facts: RankFacts, now: Date): Ranked {
  const { lane, reason } = laneOf(facts, now);
  const risk = facts.repositories.reduce((sum, repository) => sum + riskIn(repository), 0);
  const hours = effortHours(facts.effortKind, facts.experience) * repositoriesFactor(facts.repositories.length);
  const gain = facts.repositories.reduce((sum, repository) => sum + repository.gain, 0);
  const { key, dueAt } = facts;
  const why: Why = { lane, reason, factors: rankFactors(facts.repositories, facts.feedDates), gain, dueAt };
  return { key, lane, risk, hours, value: risk / hours, dueAt, why };
}

function laneOf({ urgent, kind, dueAt }: RankFacts, now: Date): { lane: Lane; reason: string } {
  if (urgent.liveSecret) return { lane: 0, reason: 'Act now: the secret was tried and still works.' };
  if (urgent.malicious) return { lane: 0, reason: 'Act now: the package is malicious.' };
  if (urgent.kevPastDue) return { lane: 0, reason: 'Act now: known to be exploited, and past its due date.' };
  if (urgent.threeDays) return { lane: 0, reason: 'Act now: policy gives three days.' };
  if (kind === 'watch') return { lane: 3, reason: 'Watch: no fix exists yet.' };
  if (dueAt !== null && daysBetween(now, dueAt) <= DUE_SOON_DAYS) {
    return { lane: 1, reason: dueAt < now ? 'Past its due date.' : 'Due within seven days.' };
  }
  return { lane: 2, reason: 'By risk removed per hour of work.' };
}

/** Criticality × S × m × (1 + 0.25·log₂ n), over severities. */
function riskIn({ criticality, exposure, severities }: RankRepository): number {
  let risk = 0;
  for (const severity of STATED_SEVERITIES) {
    const groups = severities[severity] ?? [];
    const worst = worstGroup(groups, exposure);
    if (worst === null) continue;
    risk += SEVERITY_RISK[severity] * multiplier(worst, exposure) * countFactor(countOf(groups));
  }
  return criticalityWeight(criticality) * risk;
}

function repositoriesFactor(count: number): number {
  return Math.max(1, count) ** REPOSITORY_EXPONENT;
}
