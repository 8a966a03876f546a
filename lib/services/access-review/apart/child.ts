import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EvidenceRow } from '#lib/domain/access-review/evidence-row.ts';
import { messageOf } from '#lib/errors.ts';
import { drawEvidence } from '../draw-evidence.ts';
import { DOCUMENT_FILE, type DrawAnswer, type DrawRequest, ROWS_FILE } from './protocol.ts';

/** Entry point of the child that draws the document of one review, and ends. */
process.once('message', ({ folder, evidence, csv }: DrawRequest) => {
  drawEvidence(evidence, rowsIn(join(folder, ROWS_FILE)), csv)
    .then((bytes) => writeFile(join(folder, DOCUMENT_FILE), bytes, { mode: 0o600 }))
    .then(
      (): DrawAnswer => ({ kind: 'done' }),
      (error: unknown): DrawAnswer => ({ kind: 'failed', message: messageOf(error) }),
    )
    .then((answer) => process.send?.(answer, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(0));

async function* rowsIn(path: string): AsyncGenerator<EvidenceRow> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) yield JSON.parse(line) as EvidenceRow;
}
