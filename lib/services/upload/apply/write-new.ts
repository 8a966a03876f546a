import { setImmediate } from 'node:timers/promises';
import { type BulkRow, bulkInsert, Json } from '#db/bulk.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import { keepEstimates } from '#db/queries/statistics.ts';
import { type Action, actionOf } from '#lib/domain/action/action.ts';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { confidenceNumber, rankOf, severityNumber } from '#lib/domain/finding/severity-number.ts';
import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import { firstState } from '#lib/domain/stream/settle-finding.ts';
import { ensureActions } from './ensure-actions.ts';
import type { Import } from './import.ts';
import { writeDictionaries } from './write-dictionaries.ts';

const CHUNK = 5000;
const SLICE = 100;

const FINDING_COLUMNS = [
  'org_id',
  'repo_id',
  'number',
  'key',
  'move',
  'category',
  'state',
  'severity',
  'severity_set',
  'confidence',
  'rank',
  'scanner',
  'rule_id',
  'title',
  'path',
  'line',
  'package_name',
  'package_version',
  'advisory',
  'cwes',
  'action_number',
  'first_seen_at',
  'first_upload',
  'opened_at',
  'fixed_at',
  'reopened',
] as const;
const EVIDENCE_COLUMNS = ['org_id', 'repo_id', 'finding_number', 'scanner', 'severity', 'record', 'upload'] as const;
const SIGHTING_COLUMNS = [
  'org_id',
  'repo_id',
  'stream_id',
  'finding_number',
  'key',
  'move',
  'path',
  'line',
  'content',
  'suppressed',
  'since_upload',
  'until_upload',
] as const;

interface Ready {
  incoming: IncomingFinding;
  record: FindingRecord;
  text: string;
  action: Action;
}

interface Fresh extends Ready {
  number: number;
  actionNumber: number;
}

/** Writes findings that the repository has never seen, with evidence and sighting, in chunks of flat memory. */
export async function writeNew(work: Import, appeared: readonly IncomingFinding[]): Promise<void> {
  const inOrder = work.records.inOrder(appeared, (incoming) => incoming.index);
  let next = makeReady(work, inOrder.slice(0, CHUNK));
  for (let at = 0; at < inOrder.length; at += CHUNK) {
    const ready = await next;
    // The next chunk is read while the database takes this one.
    next = makeReady(work, inOrder.slice(at + CHUNK, at + 2 * CHUNK));
    await Promise.all([next, writeChunk(work, ready)]);
  }
}

/** In slices, so that what is on its way to the database is not kept waiting. */
async function makeReady(work: Import, chunk: readonly IncomingFinding[]): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const incoming of chunk) {
    if (ready.length % SLICE === SLICE - 1) await setImmediate();
    const { text, record } = work.records.read(incoming.index);
    ready.push({ incoming, text, record, action: actionOf(actionFactsOf(record, incoming.key)) });
  }
  return ready;
}

async function writeChunk(work: Import, ready: readonly Ready[]): Promise<void> {
  const actions = await ensureActions(work, ready);
  const first = await takeNumbers(work.tx, work.scope, 'finding', ready.length);
  const fresh = ready.map((item, index) => ({ ...item, number: first + index, actionNumber: actions[index] ?? 0 }));
  await writeDictionaries(
    work,
    fresh.map((item) => item.record),
  );
  await bulkInsert(
    work.tx,
    'findings',
    FINDING_COLUMNS,
    fresh.map((item) => findingRow(work, item)),
  );
  // Before evidence and sightings refer to them: each of their rows is looked up.
  await keepEstimates(work.tx, work.scope, fresh.length, ['findings']);
  await bulkInsert(
    work.tx,
    'evidence',
    EVIDENCE_COLUMNS,
    fresh.map((item) => evidenceRow(work, item)),
  );
  await bulkInsert(
    work.tx,
    'sightings',
    SIGHTING_COLUMNS,
    fresh.map((item) => sightingRow(work, item)),
  );
}

function findingRow(work: Import, { incoming, record, number, actionNumber }: Fresh): BulkRow {
  const { state, event } = firstState(work.stream, incoming.suppressed);
  const severity = severityNumber(record.severity);
  const confidence = confidenceNumber(record.confidence);
  work.changes.count({ state, category: record.category, severity, scanner: record.scanner }, 1);
  work.changes.events.push({ number, ...event });
  return [
    work.scope.orgId,
    work.scope.repoId,
    number,
    Buffer.from(incoming.key, 'hex'),
    incoming.move === null ? null : Buffer.from(incoming.move, 'hex'),
    record.category,
    state,
    severity,
    null,
    confidence,
    rankOf(severity, confidence),
    record.scanner,
    record.ruleId,
    record.title,
    record.path,
    record.line,
    record.packageName,
    record.packageVersion,
    record.advisory,
    record.cwes,
    actionNumber,
    work.now,
    work.upload.number,
    work.now,
    null,
    0,
  ];
}

function evidenceRow(work: Import, { record, text, number }: Fresh): BulkRow {
  const { orgId, repoId } = work.scope;
  return [orgId, repoId, number, record.scanner, severityNumber(record.severity), new Json(text), work.upload.number];
}

function sightingRow(work: Import, { incoming, record, number }: Fresh): BulkRow {
  const { orgId, repoId } = work.scope;
  return [
    orgId,
    repoId,
    work.stream.id,
    number,
    Buffer.from(incoming.key, 'hex'),
    incoming.move === null ? null : Buffer.from(incoming.move, 'hex'),
    incoming.path,
    record.line,
    Buffer.from(incoming.contentHash, 'hex'),
    incoming.suppressed ? 1 : 0,
    work.upload.number,
    null,
  ];
}
