import { STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { type Criticality, criticalityWeight } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import {
  CONFIDENCE_FACTOR,
  countFactor,
  countOf,
  EXPLOIT_FACTOR,
  type Exploit,
  exposureFactor,
  type FindingGroup,
  multiplier,
  OVERDUE_FACTOR,
  REACHABILITY_FACTOR,
  type SeverityLoads,
  worstGroup,
} from '#lib/domain/score/units.ts';

/** What an action would do in one repository. */
export interface RankRepository {
  criticality: Criticality;
  exposure: Exposure;
  severities: SeverityLoads;
  /** Score points gained there. */
  gain: number;
}

export interface FeedDates {
  kev?: Date;
  epss?: Date;
}

export interface WhyFactor {
  name:
    | 'severity'
    | 'criticality'
    | 'exploit'
    | 'exposure'
    | 'reachability'
    | 'confidence'
    | 'overdue'
    | 'findings'
    | 'repositories';
  /** How many times more the action weighs because of it. */
  factor: number;
  /** Plain words: "critical severity". */
  text: string;
  /** Date of the data behind it; null when it comes from the report itself. */
  asOf: Date | null;
}

const SHOWN = 3;

/** Severity in the same steps as the risk, seen from low: 1 / 5 / 20 / 50. */
const SEVERITY_STEP: Readonly<Record<StatedSeverity, number>> = { critical: 50, high: 20, medium: 5, low: 1, info: 0 };

const EXPLOIT_TEXT: Readonly<Record<Exploit, string>> = {
  kev: 'known to be exploited (KEV)',
  epss50: 'exploitation likely (EPSS 50 % or more)',
  epss10: 'exploitation plausible (EPSS 10 % or more)',
  epss1: 'exploitation possible (EPSS 1 % or more)',
  epss_low: 'exploitation unlikely (EPSS below 1 %)',
  none: 'no exploitation data',
};

/** The three factors that raise the action most, largest first, from the finding that decides its place. */
export function rankFactors(repositories: readonly RankRepository[], feedDates: FeedDates = {}): WhyFactor[] {
  const leading = leadingOf(repositories);
  if (leading === null) return [];
  const { repository, severity, group, count } = leading;
  const { criticality, exposure } = repository;
  const exploitDate = (group.exploit === 'kev' ? feedDates.kev : feedDates.epss) ?? null;
  const all: WhyFactor[] = [
    said('severity', SEVERITY_STEP[severity], `${severity} severity`),
    said('criticality', criticalityWeight(criticality), `repository of ${criticality} criticality`),
    said('repositories', repositories.length, `in ${repositories.length} repositories`),
    said('findings', countFactor(count), `closes ${count} findings of this severity`),
    said('exploit', EXPLOIT_FACTOR[group.exploit], EXPLOIT_TEXT[group.exploit], exploitDate),
    said('exposure', exposureFactor(exposure), `${exposure} exposure`),
    said('reachability', REACHABILITY_FACTOR[group.reachability], `${group.reachability} code`),
    said('confidence', CONFIDENCE_FACTOR[group.confidence], `${group.confidence} confidence`),
    said(
      'overdue',
      OVERDUE_FACTOR[group.overdue],
      group.overdue === 'twice' ? 'open twice as long as allowed' : 'overdue',
    ),
  ];
  // Sorting is stable, so equal factors keep the order above.
  return all
    .filter(({ name, factor }) => factor > 1 || name === 'severity')
    .sort((a, b) => b.factor - a.factor)
    .slice(0, SHOWN);
}

function said(name: WhyFactor['name'], factor: number, text: string, asOf: Date | null = null): WhyFactor {
  return { name, factor, text, asOf };
}

interface Leading {
  repository: RankRepository;
  severity: StatedSeverity;
  group: FindingGroup;
  count: number;
}

/** The repository and severity that weigh most. */
function leadingOf(repositories: readonly RankRepository[]): Leading | null {
  let leading: Leading | null = null;
  let largest = -1;
  for (const repository of repositories) {
    for (const severity of STATED_SEVERITIES) {
      const groups = repository.severities[severity] ?? [];
      const group = worstGroup(groups, repository.exposure);
      if (group === null) continue;
      const count = countOf(groups);
      const weight =
        criticalityWeight(repository.criticality) *
        SEVERITY_STEP[severity] *
        multiplier(group, repository.exposure) *
        countFactor(count);
      if (weight <= largest) continue;
      leading = { repository, severity, group, count };
      largest = weight;
    }
  }
  return leading;
}
