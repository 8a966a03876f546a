import type { Context } from '#lib/context.ts';
import { LANES, WATCH } from '#lib/domain/action/rank.ts';
import { type Candidate, shortList } from '#lib/domain/action/short-list.ts';
import { severitiesOf } from './action-row.ts';
import { type QueueEntry, type QueuePlace, queuePage } from './queue.ts';

/** So many of the queue are looked at together, and so often, to find a few of different kinds and repositories. */
const PAGE = 200;
const PAGES = 4;
const DOABLE = LANES.filter((lane) => lane !== WATCH);

/** The next few actions of what the caller sees, or of these repositories: not simply the first of the queue. */
export async function nextActions(
  ctx: Context,
  repoIds: number[] | null,
  coverage: readonly QueueEntry[],
  limit: number,
): Promise<QueueEntry[]> {
  const seen: (Candidate & { entry: QueueEntry })[] = [];
  let after: QueuePlace | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const entries: QueueEntry[] = await queuePage(ctx, { repoIds, lanes: DOABLE, after, limit: PAGE }, coverage);
    seen.push(...entries.map((entry) => ({ ...candidateOf(entry), entry })));
    after = entries.at(-1) ?? null;
    if (entries.length < PAGE || shortList(seen, limit).length === limit) break;
  }
  return shortList(seen, limit).map(({ entry }) => entry);
}

function candidateOf(entry: QueueEntry): Candidate {
  const { lane } = entry;
  if (entry.kind === 'stored') {
    const { kind, repoId, gain, load } = entry.row;
    return { lane, kind, repoId, points: gain, severity: severitiesOf(load)[0] ?? null };
  }
  const [first, second] = entry.coverage.repositories;
  const repoId = first && !second ? first.repoId : null;
  return { lane, kind: 'coverage', repoId, points: first?.points ?? 0, severity: null };
}
