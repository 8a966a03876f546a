import type { SubjectState } from '#lib/domain/judged/judged-subject.ts';

/** Whether the default branch asks for a review of each change; `unknown` where no inventory says so. */
export type Reviewed = 'yes' | 'no' | 'unknown';

/** By what the rules said of a repository in its system's inventory. */
export function reviewedBy(outcomes: Readonly<Record<string, SubjectState>> | null): Reviewed {
  const said = outcomes?.['one-person-merges'];
  if (said === 'fail') return 'no';
  // Who may go around the rules is asked nothing.
  return said === 'pass' && outcomes?.['rules-bypassed'] !== 'fail' ? 'yes' : 'unknown';
}
