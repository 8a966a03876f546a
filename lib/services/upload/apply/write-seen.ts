import { asJsonRecords, type BulkRow, Json } from '#db/bulk.ts';
import { endSightings, updateFindingContent, upsertEvidence, upsertSightings } from '#db/queries/findings-write.ts';
import { actionOf } from '#lib/domain/action/action.ts';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { confidenceNumber, severityNumber } from '#lib/domain/finding/severity-number.ts';
import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import type { SeenFinding } from '#lib/domain/stream/resolve-difference.ts';
import { ensureActions } from './ensure-actions.ts';
import type { Import } from './import.ts';
import { writeDictionaries } from './write-dictionaries.ts';

const CHUNK = 2000;
const CONTENT = [
  'number',
  'key',
  'move',
  'title',
  'path',
  'line',
  'rule_id',
  'package_name',
  'package_version',
  'advisory',
  'cwes',
  'confidence',
  'action_number',
] as const;

const SIGHTING = ['finding_number', 'key', 'move', 'path', 'line', 'content', 'suppressed'] as const;

type Read = SeenFinding & { record: FindingRecord; text: string };

/** Renews evidence and sightings of findings that the report holds; columns of those whose record leads follow it. */
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

async function writeEvidence(work: Import, chunk: readonly Read[], overwrite: boolean): Promise<void> {
  const { tx, scope, upload, stream } = work;
  const evidence = chunk.map(
    ({ finding, record, text }): BulkRow => [
      finding.number,
      record.scanner,
      severityNumber(record.severity),
      new Json(text),
      upload.number,
    ],
  );
  const columns = ['finding_number', 'scanner', 'severity', 'record', 'upload'];
  await upsertEvidence(tx, scope, asJsonRecords(columns, evidence), { overwrite });
  const sightings = chunk.map(({ finding, incoming, record }) => sightingRow(finding.number, incoming, record.line));
  await upsertSightings(tx, scope, stream.id, upload.number, asJsonRecords(SIGHTING, sightings));
}

async function writeColumns(work: Import, chunk: readonly Read[]): Promise<void> {
  if (chunk.length === 0) return;
  const actions = await ensureActions(
    work,
    chunk.map(({ record, incoming }) => ({ record, action: actionOf(actionFactsOf(record, incoming.key)) })),
  );
  await writeDictionaries(
    work,
    chunk.map((item) => item.record),
  );
  const rows = chunk.map(({ finding, incoming, record }, index) => {
    work.changes.actions.add(finding.actionNumber);
    return contentRow(finding.number, incoming, record, actions[index] ?? finding.actionNumber);
  });
  await updateFindingContent(work.tx, work.scope, asJsonRecords(CONTENT, rows));
}

function sightingRow(number: number, incoming: IncomingFinding, line: number | null): BulkRow {
  const move = incoming.move === null ? null : Buffer.from(incoming.move, 'hex');
  const content = Buffer.from(incoming.contentHash, 'hex');
  return [number, Buffer.from(incoming.key, 'hex'), move, incoming.path, line, content, incoming.suppressed ? 1 : 0];
}

function contentRow(number: number, incoming: IncomingFinding, record: FindingRecord, action: number): BulkRow {
  return [
    number,
    Buffer.from(incoming.key, 'hex'),
    incoming.move === null ? null : Buffer.from(incoming.move, 'hex'),
    record.title,
    record.path,
    record.line,
    record.ruleId,
    record.packageName,
    record.packageVersion,
    record.advisory,
    record.cwes,
    confidenceNumber(record.confidence),
    action,
  ];
}

/** Ends the sightings of what the report no longer holds. */
export async function writeVanished(
  { tx, scope, stream, upload }: Pick<Import, 'tx' | 'scope' | 'stream' | 'upload'>,
  numbers: number[],
): Promise<void> {
  if (numbers.length > 0) await endSightings(tx, scope, stream.id, upload.number, numbers);
}
