import type { Context } from '#lib/context.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { decodeId } from '#lib/ids.ts';
import { coverageEntries } from './queue.ts';

/** What actions on coverage among these would measure. */
export interface ChosenCoverage {
  /** By repository. */
  measured: Map<number, ScoreCategory[]>;
  hours: number;
  count: number;
}

/** The actions on coverage among these ids: of one repository, or of all that the caller sees. */
export async function chosenCoverage(ctx: Context, ids: readonly string[]): Promise<ChosenCoverage> {
  const chosen: ChosenCoverage = { measured: new Map(), hours: 0, count: 0 };
  const keys = [...new Set(ids)].flatMap((id) => decodeId('coverage', id) ?? []);
  if (keys.length === 0) return chosen;
  for (const { repoId, number } of keys) {
    const entries = await coverageEntries(ctx, repoId === 0 ? null : [repoId]);
    const entry = entries.find((one) => one.number === number);
    if (entry?.kind !== 'coverage') continue;
    const { category, repositories, hours } = entry.coverage;
    chosen.count += 1;
    chosen.hours += hours;
    for (const one of repositories) {
      const before = chosen.measured.get(one.repoId) ?? [];
      if (!before.includes(category)) chosen.measured.set(one.repoId, [...before, category]);
    }
  }
  return chosen;
}
