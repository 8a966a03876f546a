import type { Category } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import { type ActionLoadGroups, isLiveSecret, loadsAt } from './load.ts';
import { type Ranked, type RankFacts, rank } from './rank.ts';
import type { TimedLoads } from './risk.ts';
import { DEFAULT_SLA } from './sla.ts';

/** What an action weighs now: its open findings as score and rank take them. */
export interface Weighed {
  severities: TimedLoads;
  liveSecret: boolean;
}

/** The weight of an action as it is stored, at `now`; its load is not needed beyond it. */
export function weigh(
  stored: { category: Category; load: ActionLoadGroups },
  criticality: Criticality,
  now: Date,
): Weighed {
  return { severities: loadsAt(stored.load, DEFAULT_SLA, criticality, now), liveSecret: isLiveSecret(stored) };
}

/** The place of an action of one repository at `now`: the same rules put it into the queue and say why it is there. */
export function rankStored(
  action: Weighed & Pick<RankFacts, 'key' | 'kind' | 'effortKind' | 'dueAt'> & { gain: number },
  { criticality, exposure }: { criticality: Criticality; exposure: Exposure },
  now: Date,
): Ranked {
  const { key, kind, effortKind, dueAt, severities, liveSecret, gain } = action;
  const urgent = { liveSecret, kevPastDue: false, malicious: false, threeDays: false };
  const repositories = [{ criticality, exposure, severities, gain }];
  return rank({ key, kind, effortKind, repositories, dueAt, urgent }, now);
}

/** The number that orders a lane, larger first. */
export function placeOf(ranked: Ranked): number {
  switch (ranked.lane) {
    case 0:
    case 2:
      return ranked.risk;
    case 1:
      return ranked.value;
  }
}
