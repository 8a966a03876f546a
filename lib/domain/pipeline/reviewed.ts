import type { SubjectState } from '#lib/domain/judged/judged-subject.ts';
import { DEFAULT_FRESH_DAYS } from '#lib/domain/score/confidence.ts';
import { addDays } from '#lib/domain/time.ts';

/** Whether the default branch asks for a review of each change; `unknown` where no inventory of these days says so. */
export type Reviewed = 'yes' | 'no' | 'unknown';

/** By what the rules said of a repository in its system's newest inventory; null: there is none. */
export function reviewedBy(
  system: { outcomes: Readonly<Record<string, SubjectState>>; at: Date } | null,
  now: Date,
): Reviewed {
  if (system === null || system.at < addDays(now, -DEFAULT_FRESH_DAYS)) return 'unknown';
  const said = system.outcomes['one-person-merges'];
  if (said === 'fail') return 'no';
  // Who may go around the rules is asked nothing.
  return said === 'pass' && system.outcomes['rules-bypassed'] !== 'fail' ? 'yes' : 'unknown';
}
