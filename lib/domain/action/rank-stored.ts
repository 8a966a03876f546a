import { type Category, STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import { type ActionLoadGroups, atRiskFrom, hasThreeDays, isLiveSecret, kevDueOf, loadsAt } from './load.ts';
import { type Ranked, type RankFacts, rank } from './rank.ts';
import type { FeedDates } from './reasons.ts';
import type { TimedLoads } from './risk.ts';
import { DEFAULT_SLA, type SlaPolicy } from './sla.ts';

/** What an action weighs now. */
export interface Weighed {
  /** Its open findings: what is to be done, and in which order. */
  severities: TimedLoads;
  /** These and the accepted ones: what the score counts. */
  counted: TimedLoads;
  /** Accepting the risk of a live secret does not lift its cap. */
  liveSecret: boolean;
  /** An open finding is known to be exploited and past the date by which KEV wants it fixed. */
  kevPastDue: boolean;
  /** Likewise of an accepted one: accepting it does not lift the cap either. */
  kevOverdue: boolean;
  /** BOD 26-04 gives three days for an open finding. */
  threeDays: boolean;
  /** From when on the first open finding has used 80 % of its time; null: none is due. */
  atRiskAt: Date | null;
}

interface StoredLoads {
  category: Category;
  load: ActionLoadGroups;
  acceptedLoad: ActionLoadGroups;
}

/** The weight of an action as it is stored, at `now`; its load is not needed beyond it. */
export function weigh(
  { category, load, acceptedLoad }: StoredLoads,
  criticality: Criticality,
  now: Date,
  sla: SlaPolicy = DEFAULT_SLA,
  exposure?: Exposure,
): Weighed {
  const severities = loadsAt(load, sla, criticality, now, false, exposure);
  const accepted = loadsAt(acceptedLoad, sla, criticality, now, true, exposure);
  return {
    severities,
    counted: together(severities, accepted),
    liveSecret: isLiveSecret({ category, load }) || isLiveSecret({ category, load: acceptedLoad }),
    kevPastDue: isPast(kevDueOf(load), now),
    kevOverdue: isPast(kevDueOf(load), now) || isPast(kevDueOf(acceptedLoad), now),
    threeDays: hasThreeDays(load, sla, criticality, exposure),
    atRiskAt: atRiskFrom(load, sla, criticality, exposure),
  };
}

const isPast = (due: Date | null, now: Date): boolean => due !== null && due < now;

function together(open: TimedLoads, accepted: TimedLoads): TimedLoads {
  const counted: TimedLoads = { ...open };
  for (const severity of STATED_SEVERITIES) {
    const groups = accepted[severity];
    if (groups !== undefined) counted[severity] = [...(open[severity] ?? []), ...groups];
  }
  return counted;
}

/** The place of an action of one repository at `now`: the same rules put it into the queue and say why it is there. */
export function rankStored(
  action: Pick<Weighed, 'severities' | 'liveSecret' | 'kevPastDue' | 'threeDays'> &
    Pick<RankFacts, 'key' | 'kind' | 'effortKind' | 'dueAt' | 'experience' | 'elsewhere'> & { gain: number },
  { criticality, exposure }: { criticality: Criticality; exposure: Exposure },
  now: Date,
  feedDates: FeedDates = {},
): Ranked {
  const { key, kind, effortKind, dueAt, severities, liveSecret, kevPastDue, threeDays, gain } = action;
  const { experience = null, elsewhere = false } = action;
  const malicious = STATED_SEVERITIES.some((one) => severities[one]?.some(({ exploit }) => exploit === 'malicious'));
  const urgent = { liveSecret, kevPastDue, malicious, threeDays };
  const repositories = [{ criticality, exposure, severities, gain }];
  return rank({ key, kind, effortKind, experience, elsewhere, repositories, dueAt, urgent, feedDates }, now);
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
