import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import type { IndexBatch } from '../read/protocol.ts';

/** The findings of each of a report's parts, without their records; `index` is their place in the whole report. */
export function incomingOf(batches: readonly IndexBatch[], parts: number): IncomingFinding[][] {
  const incoming = Array.from({ length: parts }, (): IncomingFinding[] => []);
  let index = 0;
  for (const batch of batches) {
    const word = (place: number | undefined): string => batch.words[place ?? -1] ?? '';
    for (const [at, key] of batch.keys.entries()) {
      const finding: IncomingFinding = {
        index,
        key,
        contentHash: batch.contents[at] ?? '',
        move: batch.moves[at] ?? null,
        path: batch.paths[at] ?? null,
        line: batch.lines[at] ?? null,
        scanner: word(batch.scanners[at]),
        ruleId: word(batch.rules[at]),
        suppressed: batch.suppressed[at] ?? false,
      };
      const formerKeys = batch.formerKeys[at];
      incoming[batch.part]?.push(formerKeys === undefined ? finding : { ...finding, formerKeys });
      index += 1;
    }
  }
  return incoming;
}
