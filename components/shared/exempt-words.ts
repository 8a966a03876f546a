import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { ExemptionsMade, ExemptionView } from '#lib/contracts/exemption.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { formatCount } from '#lib/format.ts';

type Made = readonly Pick<ExemptionView, 'repo' | 'state'>[];

const repositories = (count: number): string => formatCount(count, 'repository', 'repositories');
const placesOf = (made: Made): string => (made.length === 1 && made[0] ? made[0].repo : repositories(made.length));

/** What came of asking that a category is not expected: where it waits, where it is in force, and what was left out. */
export function exemptedWords(
  category: ScoreCategory,
  { items, skipped }: { items: Made; skipped: ExemptionsMade['skipped'] },
): { title: string; description: string } {
  const what = CATEGORY_TITLE[category];
  const waiting = items.filter(({ state }) => state === 'requested');
  const decided = items.filter(({ state }) => state !== 'requested');
  const sentences = [
    waiting.length === 0 ? '' : `${what} of ${placesOf(waiting)} waits for somebody who decides.`,
    decided.length === 0 ? '' : `${what} of ${placesOf(decided)} does not count as missing.`,
    skipped === 0
      ? ''
      : `${repositories(skipped)} left out: something reports it there, or it is asked for or decided already.`,
  ];
  const title =
    waiting.length > 0 ? 'Asked for' : decided.length > 0 ? 'Not expected any more' : 'Nothing was asked for';
  return { title, description: sentences.filter(Boolean).join(' ') };
}
