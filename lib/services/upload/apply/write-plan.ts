import { keepSightingEstimates } from '#db/queries/statistics.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import type { ProcessedPlan } from '#lib/domain/stream/plan-import.ts';
import type { Import } from './import.ts';
import type { RecordFile } from './record-file.ts';
import { SearchWords } from './search-words.ts';
import { writeNew } from './write-new.ts';
import { writeSeen, writeVanished } from './write-seen.ts';

/** Where it counts: what a branch may bring back. */
const IS_NOT_OPEN: ReadonlySet<FindingState> = new Set(['fixed', 'suppressed']);

/**
 * Writes the findings of a plan with their evidence and sightings, and adds what follows to `changes`, for `commit`.
 * @param at `records` may be null only when the plan has no new and no seen findings
 */
export async function writePlan(
  at: Pick<Import, 'tx' | 'scope' | 'repository' | 'now' | 'stream' | 'upload' | 'changes'> & {
    records: RecordFile | null;
  },
  plan: ProcessedPlan,
): Promise<void> {
  const { tx, scope, stream, upload, records, changes } = at;
  changes.uploads = 1;
  changes.events.push(...plan.events);
  for (const { finding } of plan.seen) {
    changes.restated.add(finding.number);
    if (!stream.tracked && IS_NOT_OPEN.has(finding.state)) changes.backOnBranch.add(finding.number);
  }
  changes.touch([...plan.seen.map((item) => item.finding), ...plan.vanished]);
  if (records) {
    const work = { ...at, records, actionNumbers: new Map<string, number>(), words: new SearchWords() };
    await writeNew(work, plan.fresh);
    await keepSightingEstimates(tx, scope, plan.fresh.length);
    await writeSeen(work, plan.seen, { overwritesEvidence: plan.overwritesEvidence });
    await work.words.write(tx, scope);
  }
  const vanished = plan.vanished.map((finding) => finding.number);
  await writeVanished({ tx, scope, stream, upload }, vanished);
}
