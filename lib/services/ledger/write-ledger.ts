import type { StoredWeight } from '#db/queries/actions-write.ts';
import { addToLedger } from '#db/queries/ledger.ts';
import { weigh } from '#lib/domain/action/rank-stored.ts';
import type { SlaPolicy } from '#lib/domain/action/sla.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { type LedgerEntry, toMicro } from '#lib/domain/ledger/cause.ts';
import { entriesOf, type Scored, withNotes } from '#lib/domain/ledger/entries-of.ts';
import { scoreOf, storedTotals, totalsFrom, withEntries } from '#lib/domain/ledger/totals.ts';
import type { TouchedAction } from '#lib/domain/ledger/units-by-cause.ts';
import { scoreCategoryOf } from '#lib/domain/score/category.ts';
import { noUnits, type SeverityLoads, unitsBySeverity } from '#lib/domain/score/units.ts';
import { daysBetween } from '#lib/domain/time.ts';
import type { Changes, LockedRepository } from './changes.ts';
import type { Rescored } from './rescore.ts';

interface Told {
  rescored: Rescored;
  sla: SlaPolicy;
  by: { upload: number; userId: number | null; byToken?: string | null };
}

/**
 * Writes what moved the score of a repository in this transaction, by cause.
 * @returns all that its ledger says from now on, for the row of its day
 */
export async function writeLedger(at: LockedRepository, changes: Changes, told: Told): Promise<number[]> {
  const { before } = told.rescored;
  const known = totalsFrom(before.ledger);
  const moved = withNotes(entriesOf(factsOf(at, changes, told)), changes.noted);
  const entries = [...beginning(told, scoreOf(known)), ...moved];
  const totals = storedTotals(withEntries(known, entries));
  const { upload, userId } = told.by;
  if (entries.length > 0) await addToLedger(at.tx, at.scope, { at: at.now, upload, userId, entries, totals });
  return totals;
}

/** A repository that was scored before its ledger was kept begins with the score that it had. */
function beginning({ rescored: { before } }: Told, known: number | null): LedgerEntry[] {
  if (known !== null || before.score === null) return [];
  return [
    { cause: 'unrecorded', points: toMicro(before.detail?.score ?? before.score), findings: 0, notes: ['measured'] },
  ];
}

function factsOf(at: LockedRepository, changes: Changes, { rescored, sla, by }: Told): Parameters<typeof entriesOf>[0] {
  const { before, after, detail } = rescored;
  const byPerson = by.userId !== null || (by.byToken ?? null) !== null;
  return {
    before: scoredOf(before.score, before.detail),
    after: scoredOf(after, detail),
    elapsedDays: before.scoredAt === null ? 0 : Math.max(0, daysBetween(before.scoredAt, at.now)),
    touched: touchedActions(at, changes, { rescored, sla, by }),
    fallback: changes.because.touched ?? (byPerson && by.upload === 0 ? 'decisions' : 'restated'),
    others: changes.because.others,
  };
}

const scoredOf = (score: number | null, detail: Scored | null): Scored | null =>
  score === null || detail === null ? null : { score: detail.score, state: detail.state };

const NOTHING = { units: noUnits(), caps: { liveSecret: false, overdueKevPublic: false } };

/** Actions that were counted again, before and after by the clock of now: what time did to them is told with all others. */
function touchedActions(at: LockedRepository, changes: Changes, { rescored, sla }: Told): TouchedAction[] {
  const { exposure, criticality } = at.repository;
  const side = (weight: Weight) => ({
    units: unitsBySeverity(weight.counted, exposure),
    caps: { liveSecret: weight.liveSecret, overdueKevPublic: exposure === 'public' && weight.kevOverdue },
  });
  const before = new Map(changes.weighed.map((stored) => [stored.number, stored]));
  const after = new Map(rescored.actions.map((action) => [action.number, action]));
  return [...changes.actions].flatMap((number): TouchedAction[] => {
    const stored: StoredWeight | undefined = before.get(number);
    const now = after.get(number);
    const category: Category | undefined = now?.category ?? stored?.category;
    if (category === undefined) return [];
    const was = stored === undefined ? NOTHING : side(weigh(stored, criticality, at.now, sla, exposure));
    const is = now === undefined ? NOTHING : side(now);
    const causes = changes.causes.get(number) ?? new Map();
    return [
      {
        ...{ category: scoreCategoryOf(category), privilege: category === 'privilege', causes },
        ...{ before: was.units, after: is.units, held: was.caps, holds: is.caps },
      },
    ];
  });
}

interface Weight {
  counted: SeverityLoads;
  liveSecret: boolean;
  kevOverdue: boolean;
}
