import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import type { IndexBatch } from '../read/protocol.ts';

/** The findings of a report, without their records; `index` is their place in the report. */
export function incomingOf(batches: readonly IndexBatch[]): IncomingFinding[] {
  const incoming: IncomingFinding[] = [];
  for (const batch of batches) {
    const word = (place: number | undefined): string => batch.words[place ?? -1] ?? '';
    for (const [at, key] of batch.keys.entries()) {
      incoming.push({
        index: incoming.length,
        key,
        contentHash: batch.contents[at] ?? '',
        move: batch.moves[at] ?? null,
        path: batch.paths[at] ?? null,
        line: batch.lines[at] ?? null,
        scanner: word(batch.scanners[at]),
        ruleId: word(batch.rules[at]),
        suppressed: batch.suppressed[at] ?? false,
      });
    }
  }
  return incoming;
}
