import type { Context } from '#lib/context.ts';
import type { CoverageAction } from '#lib/domain/action/coverage.ts';
import { LANES, WATCH } from '#lib/domain/action/rank.ts';
import { type Candidate, nextOf, QUEUE_PAGE, QUEUE_PAGES } from '#lib/domain/action/short-list.ts';
import { severitiesOf } from './action-row.ts';
import { type CoverageToBe, type QueueEntry, type QueuePlace, queuePage } from './queue.ts';

const DOABLE = LANES.filter((lane) => lane !== WATCH);

/** The next few actions of what the caller sees, or of these repositories: not simply the first of the queue. */
export async function nextActions(
  ctx: Context,
  repoIds: number[] | null,
  coverage: CoverageToBe,
  limit: number,
): Promise<QueueEntry[]> {
  const seen: (Candidate & { entry: QueueEntry })[] = [];
  let after: QueuePlace | null = null;
  for (let page = 0; page < QUEUE_PAGES; page += 1) {
    const asked = { repoIds, lanes: DOABLE, after, limit: QUEUE_PAGE };
    const entries: QueueEntry[] = await queuePage(ctx, asked, coverage);
    seen.push(...entries.map((entry) => ({ ...candidateOf(entry), entry })));
    after = entries.at(-1) ?? null;
    if (entries.length < QUEUE_PAGE || nextOf(seen, limit).length === limit) break;
  }
  return nextOf(seen, limit).map(({ entry }) => entry);
}

function candidateOf(entry: QueueEntry): Candidate {
  const { lane } = entry;
  if (entry.kind === 'stored') {
    const { kind, repoId, gain, load } = entry.row;
    return { lane, kind, repoId, points: gain, severity: severitiesOf(load)[0] ?? null };
  }
  return { ...coverageCandidate(entry.coverage), lane };
}

/** What the choice of the next few looks at, of an action on coverage. */
export function coverageCandidate({ repositories }: CoverageAction): Omit<Candidate, 'lane'> {
  const [first, second] = repositories;
  const repoId = first && !second ? first.repoId : null;
  return { kind: 'coverage', repoId, points: first?.points ?? 0, severity: null };
}
