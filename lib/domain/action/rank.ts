import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { sampled } from '#lib/domain/feed/sample-words.ts';
import { criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { type EffortKind, type Experience, effortOf } from './effort.ts';
import { effortReason } from './effort-words.ts';
import type { ActionKind } from './key.ts';
import { type FeedDates, type RankRepository, type Reason, reasonsOf } from './reasons.ts';
import { riskIn } from './risk.ts';

/** 0 act now, 1 by risk removed per hour of work, 2 watch: no fix exists. Lower comes first. */
export const LANES = [0, 1, 2] as const;
export type Lane = (typeof LANES)[number];
export const WATCH = 2;

/** Lanes in which actions of a kind can stand. */
export const lanesOfKind = (kind: ActionKind): readonly Lane[] => (kind === 'watch' ? [0, WATCH] : [0, 1]);

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
  /** The organization's own fixes of this kind of effort; null: none are known. */
  experience?: Experience | null;
  /** The same fix is to be done in repositories that are not among these. */
  elsewhere?: boolean;
  /** Dates of the feeds that the factors come from. */
  feedDates?: FeedDates;
}

export interface Why {
  lane: Lane;
  /**
   * What puts it into its lane, if that needs saying, then the facts that raise it most, largest first, and last, where hours
   * count, what it takes.
   */
  reasons: Reason[];
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

/** A fix in ten repositories takes five times the hours of one, because it is worked out only once. */
const REPOSITORY_EXPONENT = 0.7;

/** Where an action stands in the queue, and why. */
export function rank(facts: RankFacts, now: Date): Ranked {
  const { key, dueAt, repositories } = facts;
  const { lane, reason } = laneOf(facts);
  const risk = repositories.reduce((sum, one) => sum + criticalityWeight(one.criticality) * riskIn(one, now), 0);
  const effort = effortOf(facts.effortKind, facts.experience);
  const hours = effort.hours * repositoriesFactor(repositories.length);
  const gain = repositories.reduce((sum, repository) => sum + repository.gain, 0);
  const largest = reasonsOf(repositories, now, facts.feedDates);
  const reasons = [
    ...(reason === null
      ? []
      : [{ text: reason, at: facts.urgent.malicious && lane === 0 ? (facts.feedDates?.osv ?? null) : null }]),
    ...largest,
    ...(lane === 1 ? [effortReason(effort, repositories.length > 1 || facts.elsewhere)] : []),
  ];
  return { key, lane, risk, hours, value: risk / hours, dueAt, why: { lane, reasons, gain, dueAt } };
}

function laneOf({ urgent, kind, feedDates }: RankFacts): { lane: Lane; reason: string | null } {
  const now = (words: string, feed: FeedKind) =>
    ({ lane: 0, reason: sampled(words, feed, feedDates?.samples) }) as const;
  if (urgent.liveSecret) return { lane: 0, reason: 'the secret was tried and still works' };
  if (urgent.malicious) return now('the package is malicious', 'osv');
  if (urgent.kevPastDue) return now('known to be exploited, and past its due date', 'kev');
  if (urgent.threeDays) return now('BOD 26-04 gives three days', 'kev');
  return kind === 'watch' ? { lane: WATCH, reason: 'no fix exists yet' } : { lane: 1, reason: null };
}

/** How many times the hours of one repository so many take. */
export function repositoriesFactor(count: number): number {
  return Math.max(1, count) ** REPOSITORY_EXPONENT;
}
