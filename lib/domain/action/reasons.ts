import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { feedOf, sampled } from '#lib/domain/feed/sample-words.ts';
import type { Exploit } from '#lib/domain/finding/exploit.ts';
import { SEVERITIES, STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { type Criticality, criticalityWeight } from '#lib/domain/repository/criticality.ts';
import {
  CONFIDENCE_FACTOR,
  countFactor,
  countOf,
  EXPLOIT_FACTOR,
  exposureFactor,
  REACHABILITY_FACTOR,
} from '#lib/domain/score/units.ts';
import { duePressure } from './due-pressure.ts';
import { heaviestGroup, type RiskLoads, SEVERITY_RISK, type TimedGroup } from './risk.ts';

/** What an action would do in one repository. */
export interface RankRepository extends RiskLoads {
  criticality: Criticality;
  /** Score points gained there. */
  gain: number;
}

export interface FeedDates {
  kev?: Date;
  epss?: Date;
  osv?: Date;
  /** Feeds of which a sample of the demo is loaded, with invented values: said wherever one of their values is. */
  samples?: readonly FeedKind[];
}

/** One fact, in plain words; the date that belongs to it is written behind the words. */
export interface Reason {
  text: string;
  at: Date | null;
}

interface Factor extends Reason {
  /** How many times more the action weighs because of it. */
  factor: number;
}

const SHOWN = 3;

const EXPLOIT_TEXT: Readonly<Record<Exploit, string>> = {
  malicious: 'the package itself is malicious',
  kev: 'known to be exploited, says KEV',
  epss50: 'exploitation likely (50 % or more), says EPSS',
  epss10: 'exploitation plausible (10 % or more), says EPSS',
  epss1: 'exploitation possible (1 % or more), says EPSS',
  epss_low: 'exploitation unlikely (below 1 %), says EPSS',
  none: 'no exploitation data',
};

/**
 * The three facts that raise the action most, largest first, from the finding that decides its place. The age of the oldest
 * finding is said where fewer than three raise it.
 */
export function reasonsOf(repositories: readonly RankRepository[], now: Date, feedDates: FeedDates = {}): Reason[] {
  const leading = leadingOf(repositories, now);
  if (leading === null) return [];
  const { severity, repository, group, oldest } = leading;
  const feed = dateOf(group.exploit, feedDates);
  const { exposure, criticality } = repository;
  const most = said(SEVERITY_RISK[severity] / SEVERITY_RISK.low, findingsText(repositories));
  const others: Factor[] = [
    said(repositories.length, `in ${repositories.length} repositories`),
    said(criticalityWeight(criticality), `repository of ${criticality} criticality`),
    dueReason(group, now),
    // What is malicious is said first of all, with its lane.
    said(
      group.exploit === 'malicious' ? 1 : EXPLOIT_FACTOR[group.exploit],
      exploitText(group.exploit, feedDates),
      feed,
    ),
    said(exposureFactor(exposure), `${exposure} exposure`),
    said(REACHABILITY_FACTOR[group.reachability], `${group.reachability} code`),
    said(CONFIDENCE_FACTOR[group.confidence], `${group.confidence} confidence`),
  ].filter(({ factor }) => factor > 1);
  // Sorting is stable, so equal factors keep the order above.
  const largest = others.sort((a, b) => b.factor - a.factor);
  const age = said(1, 'oldest open since', new Date(oldest));
  return [most, ...largest, age].slice(0, SHOWN).map(({ text, at }) => ({ text, at }));
}

const dateOf = (exploit: Exploit, dates: FeedDates): Date | null => dates[feedOf(exploit)] ?? null;

const exploitText = (exploit: Exploit, { samples }: FeedDates): string =>
  exploit === 'none' ? EXPLOIT_TEXT.none : sampled(EXPLOIT_TEXT[exploit], feedOf(exploit), samples);

function said(factor: number, text: string, at: Date | null = null): Factor {
  return { factor, text, at };
}

function dueReason({ openedAt, dueAt }: TimedGroup, now: Date): Factor {
  const factor = duePressure(openedAt, dueAt, now.getTime());
  if (dueAt === null) return said(factor, 'no due date');
  return said(factor, dueAt < now.getTime() ? 'overdue since' : 'due on', new Date(dueAt));
}

/** "closes 2 critical and 12 high": the two highest severities that it has. */
function findingsText(repositories: readonly RankRepository[]): string {
  const groups = repositories.flatMap(({ severities }) => Object.values(severities).flat());
  const parts = SEVERITIES.flatMap((severity) => {
    const count = countOf(groups.filter(({ stated }) => stated === severity));
    return count > 0 ? [`${count} ${severity === 'unknown' ? 'of unknown severity' : severity}`] : [];
  });
  return `closes ${parts.slice(0, 2).join(' and ')}`;
}

interface Leading {
  repository: RankRepository;
  severity: StatedSeverity;
  group: TimedGroup;
  /** When the oldest finding of the action was opened, in milliseconds. */
  oldest: number;
}

/** The repository and severity that weigh most. */
function leadingOf(repositories: readonly RankRepository[], now: Date): Leading | null {
  let leading: Leading | null = null;
  let largest = -1;
  let oldest = Number.POSITIVE_INFINITY;
  for (const repository of repositories) {
    for (const severity of STATED_SEVERITIES) {
      const groups = repository.severities[severity] ?? [];
      for (const { openedAt } of groups) oldest = Math.min(oldest, openedAt);
      const heaviest = heaviestGroup(groups, repository.exposure, now);
      if (heaviest === null) continue;
      const risk = SEVERITY_RISK[severity] * heaviest.weight * countFactor(countOf(groups));
      const weight = criticalityWeight(repository.criticality) * risk;
      if (weight <= largest) continue;
      leading = { repository, severity, group: heaviest.group, oldest };
      largest = weight;
    }
  }
  return leading === null ? null : { ...leading, oldest };
}
