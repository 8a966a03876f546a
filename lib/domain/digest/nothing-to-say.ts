import type { Digest } from './digest.ts';

/** Whether there is nothing in a digest that its reader could do, or would want to know. */
export function hasNothingToSay(digest: Digest): boolean {
  const { actions, newlyOverdue, dueNext, silent, held, coverageLost, fixed, exceptions, exemptions, gates } = digest;
  const { privileges, ways, weaknesses, pipelines } = digest;
  const lists = [
    actions,
    newlyOverdue,
    dueNext,
    silent,
    held,
    coverageLost,
    fixed,
    privileges,
    ways,
    weaknesses,
    pipelines,
    exceptions.ending,
    exceptions.waiting,
    exemptions.ending,
    exemptions.waiting,
    gates,
  ];
  const { counts, score } = digest;
  return lists.every(({ total }) => total === 0) && counts.overdue === 0 && (score.change ?? 0) === 0;
}
