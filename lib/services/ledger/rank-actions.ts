import { asReal } from '#db/column-types.ts';
import { type ActionPlace, type OpenActionRow, updateActionRanks } from '#db/queries/actions-write.ts';
import type { Efforts } from '#db/queries/efforts.ts';
import { placeOf, rankStored, type Weighed } from '#lib/domain/action/rank-stored.ts';
import type { LockedRepository } from './changes.ts';

export type OpenAction = Omit<OpenActionRow, 'load' | 'acceptedLoad' | 'atRiskAt'> &
  Weighed & { storedAtRisk: Date | null };

/** Smaller differences are not written: each scan changes every action's gain a little, which would rewrite all rows. */
const GAIN_STEP = 0.05;
const VALUE_STEP = 0.01;
const CHUNK = 5000;

interface RankedBy {
  /** Points by key. */
  gains: ReadonlyMap<string, number>;
  efforts: Efforts;
}

/** Stores lane and order, and since when they are at risk, of the actions whose rank changed noticeably. */
export async function rankActions(at: LockedRepository, actions: readonly OpenAction[], by: RankedBy): Promise<void> {
  for (let from = 0; from < actions.length; from += CHUNK) {
    const rows = actions.slice(from, from + CHUNK).flatMap((action) => changedPlace(at, action, by));
    if (rows.length > 0) await updateActionRanks(at.tx, at.scope, rows);
  }
}

/** The row of an action whose rank changed noticeably; empty when it did not. */
function changedPlace(
  { repository, now }: LockedRepository,
  action: OpenAction,
  { gains, efforts }: RankedBy,
): ActionPlace[] {
  const gain = asReal(gains.get(action.key) ?? 0);
  const ranked = rankStored({ ...action, gain, experience: efforts.get(action.effortKind) ?? null }, repository, now);
  const value = asReal(placeOf(ranked));
  const same =
    ranked.lane === action.lane &&
    action.atRiskAt?.getTime() === action.storedAtRisk?.getTime() &&
    Math.abs(gain - action.gain) < GAIN_STEP &&
    Math.abs(value - action.value) <= VALUE_STEP * Math.abs(value);
  return same ? [] : [{ number: action.number, lane: ranked.lane, value, gain, atRiskAt: action.atRiskAt }];
}
