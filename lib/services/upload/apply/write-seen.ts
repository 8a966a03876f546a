import { upsertEvidence } from '#db/queries/evidence.ts';
import { updateFindingContent } from '#db/queries/findings-write.ts';
import { endSightings, upsertSightings } from '#db/queries/sightings.ts';
import { actionOf } from '#lib/domain/action/action.ts';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import type { SeenFinding } from '#lib/domain/stream/resolve-difference.ts';
import { fixQuestionOf, knownFixes } from '../../feed/known-fixes.ts';
import { ensureActions } from './ensure-actions.ts';
import type { Import } from './import.ts';
import { contentOf, evidenceOf, type ReportedFinding, sightingOf } from './rows.ts';

const CHUNK = 2000;

type Seen = SeenFinding & ReportedFinding;

/** Updates evidence and sightings of known findings, and the columns of those whose leading record this report has. */
export async function writeSeen(
  work: Import,
  items: readonly SeenFinding[],
  options: { overwritesEvidence: boolean },
): Promise<void> {
  const inOrder = work.records.inOrder(items, (item) => item.incoming.index);
  for (let at = 0; at < inOrder.length; at += CHUNK) {
    const chunk = inOrder.slice(at, at + CHUNK).map((item) => ({ ...item, ...work.records.read(item.incoming.index) }));
    await writeEvidence(work, chunk, options.overwritesEvidence);
    await writeColumns(
      work,
      chunk.filter((item) => item.leads),
    );
  }
}

async function writeEvidence(work: Import, chunk: readonly Seen[], overwrites: boolean): Promise<void> {
  const { tx, scope, stream } = work;
  const source = { streamId: stream.id, upload: work.upload.number };
  const evidence = chunk.map((item) => evidenceOf(item.finding.number, item));
  const sightings = chunk.map((item) => sightingOf(item.finding.number, item));
  await Promise.all([
    upsertEvidence(tx, scope, source, evidence, { alone: !overwrites }),
    upsertSightings(tx, scope, source, sightings),
  ]);
}

async function writeColumns(work: Import, chunk: readonly Seen[]): Promise<void> {
  if (chunk.length === 0) return;
  const fixes = await knownFixes(
    work.tx,
    work.scope,
    chunk.map(({ record }) => fixQuestionOf(record)),
  );
  const actions = await ensureActions(
    work,
    chunk.map(({ record, incoming }, index) => {
      return { record, action: actionOf(actionFactsOf(record, incoming.key, fixes[index])) };
    }),
  );
  work.words.add(chunk.map((item) => item.record));
  const rows = chunk.map((item, index) => {
    const { number, actionNumber } = item.finding;
    work.changes.actions.add(actionNumber);
    return contentOf(number, item, { actionNumber: actions[index] ?? actionNumber, fixes: fixes[index] ?? null });
  });
  await updateFindingContent(work.tx, work.scope, rows);
}

/** Ends the sightings of findings that the report no longer has. */
export async function writeVanished(
  { tx, scope, stream, upload }: Pick<Import, 'tx' | 'scope' | 'stream' | 'upload'>,
  numbers: number[],
): Promise<void> {
  if (numbers.length > 0) await endSightings(tx, scope, stream.id, upload.number, numbers);
}
