import { asJsonRecords, type BulkRow, Json } from '#db/bulk.ts';
import {
  endSightings,
  type KnownFinding,
  updateFindingContent,
  upsertEvidence,
  upsertSightings,
} from '#db/queries/findings-write.ts';
import { actionOf } from '#lib/domain/action/action.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { confidenceNumber, severityNumber } from '#lib/domain/finding/severity-number.ts';
import { actionFactsOf } from './columns.ts';
import { ensureActions } from './ensure-actions.ts';
import type { Import, Incoming } from './import.ts';
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

/** A finding that exists already and that the report holds: seen again, changed or moved. */
export interface Known {
  finding: KnownFinding;
  incoming: Incoming;
  /** Its key is the incoming one from now on, whoever told its columns before. */
  moved: boolean;
  /** Found again under the incoming key, which nothing else has. */
  kept: boolean;
}

/** Renews evidence and sighting; the finding's own columns follow the record of a tracked ref or of its first scanner. */
export async function writeKnown(work: Import, items: readonly Known[]): Promise<void> {
  const inOrder = [...items].sort((a, b) => a.incoming.offset - b.incoming.offset);
  for (let at = 0; at < inOrder.length; at += CHUNK) await writeChunk(work, inOrder.slice(at, at + CHUNK));
}

async function writeChunk(work: Import, chunk: readonly Known[]): Promise<void> {
  const read = chunk.map((item) => ({ ...item, key: item.incoming.key, ...work.record(item.incoming) }));
  const { tx, scope, upload, stream } = work;
  const evidence = read.map(
    ({ finding, record, text }): BulkRow => [
      finding.number,
      record.scanner,
      severityNumber(record.severity),
      new Json(text),
      upload.number,
    ],
  );
  await upsertEvidence(
    tx,
    scope,
    asJsonRecords(['finding_number', 'scanner', 'severity', 'record', 'upload'], evidence),
    // A branch must not repaint what the default branch shows.
    { overwrite: stream.tracked },
  );
  const sightings = read.map(({ finding, incoming, record }) => sightingRow(finding.number, incoming, record.line));
  await upsertSightings(tx, scope, stream.id, upload.number, asJsonRecords(SIGHTING, sightings));
  const told = read.filter((item) => item.moved || leads(work, item, item.record));
  if (told.length === 0) return;
  const actions = await ensureActions(
    work,
    told.map(({ record, key }) => ({ record, action: actionOf(actionFactsOf(record, key)) })),
  );
  await writeDictionaries(
    work,
    told.map((item) => item.record),
  );
  const rows = told.map(({ finding, incoming, record }, index) => {
    work.touchedActions.add(finding.actionNumber);
    return contentRow(finding.number, incoming, record, actions[index] ?? finding.actionNumber);
  });
  await updateFindingContent(tx, scope, asJsonRecords(CONTENT, rows));
}

function sightingRow(number: number, incoming: Incoming, line: number | null): BulkRow {
  const move = incoming.move === null ? null : Buffer.from(incoming.move, 'hex');
  const content = Buffer.from(incoming.contentHash, 'hex');
  return [number, Buffer.from(incoming.key, 'hex'), move, incoming.path, line, content, incoming.suppressed ? 1 : 0];
}

/** Whether this record is the one that the finding's columns are taken from. */
function leads(work: Import, { finding, incoming, kept }: Known, record: FindingRecord): boolean {
  if (finding.scanner !== record.scanner) return false;
  // Another stream moved it: this one, which has not seen that yet, must not take it back to where another may be now.
  if (finding.key !== incoming.key && !kept) return false;
  return work.stream.tracked || finding.state === 'branch';
}

function contentRow(number: number, incoming: Incoming, record: FindingRecord, action: number): BulkRow {
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
export async function writeVanished(work: Import, numbers: number[]): Promise<void> {
  if (numbers.length > 0) await endSightings(work.tx, work.scope, work.stream.id, work.upload.number, numbers);
}
