import { setImmediate } from 'node:timers/promises';
import { insertEvidence } from '#db/queries/evidence.ts';
import { findExploits } from '#db/queries/exploited-findings.ts';
import { insertFindings, type NewFinding } from '#db/queries/findings-write.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import { findOsvSeverities } from '#db/queries/osv-severities.ts';
import { insertSightings } from '#db/queries/sightings.ts';
import { keepFindingEstimates } from '#db/queries/statistics.ts';
import { type Action, actionOf } from '#lib/domain/action/action.ts';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { rankOf } from '#lib/domain/finding/rank.ts';
import { severityNumber, UNKNOWN } from '#lib/domain/finding/severity-number.ts';
import { causeOfOrigin } from '#lib/domain/ledger/cause-of-event.ts';
import { detailOf } from '#lib/domain/outbox/newly-exploited.ts';
import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import { firstState } from '#lib/domain/stream/settle-finding.ts';
import { fixQuestionOf, knownFixes } from '../../feed/known-fixes.ts';
import { ensureActions } from './ensure-actions.ts';
import type { Import } from './import.ts';
import { contentOf, evidenceOf, type ReportedFinding, sightingOf } from './rows.ts';

/** Findings per write. Small enough that the database gets its first chunk soon. */
const CHUNK = 2500;
const SLICE = 100;

interface Ready extends ReportedFinding {
  action: Action;
  /** By what a feed says; null: it knows none, or the record does. */
  fixes: readonly string[] | null;
}

interface Fresh extends Ready {
  number: number;
  actionNumber: number;
}

interface MaliciousFinding {
  number: number;
  advisory: string;
}

const MALICIOUS = EXPLOITS.indexOf('malicious');

/** Writes findings that are new in the repository, with evidence and sightings, in chunks that keep memory flat. */
export async function writeNew(work: Import, appeared: readonly IncomingFinding[]): Promise<void> {
  const malicious: MaliciousFinding[] = [];
  const inOrder = work.records.inOrder(appeared, (incoming) => incoming.index);
  let next = prepareChunk(work, inOrder.slice(0, CHUNK));
  for (let at = 0; at < inOrder.length; at += CHUNK) {
    const ready = await next;
    // Read the next chunk while the database writes this one.
    next = prepareChunk(work, inOrder.slice(at + CHUNK, at + 2 * CHUNK));
    const [, found] = await Promise.all([next, writeChunk(work, ready)]);
    malicious.push(...found);
  }
  // Whoever installs it is attacked: nobody should have to look for it.
  if (malicious.length > 0) work.changes.told.push({ kind: 'malicious_found', detail: detailOf(malicious) });
}

/** Parses a chunk's records in slices, yielding to the event loop so that the running write is not delayed. */
async function prepareChunk(work: Import, chunk: readonly IncomingFinding[]): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const incoming of chunk) {
    if (ready.length % SLICE === SLICE - 1) await setImmediate();
    const { text, record } = work.records.read(incoming.index);
    ready.push({ incoming, text, record, action: actionOf(actionFactsOf(record, incoming.key)), fixes: null });
  }
  return ready;
}

/** @returns those that are malicious packages, and open */
async function writeChunk(work: Import, prepared: readonly Ready[]): Promise<MaliciousFinding[]> {
  const { tx, scope, stream, now } = work;
  const ready = await withFixes(work, prepared);
  const upload = work.upload.number;
  const actions = await ensureActions(work, ready);
  const first = await takeNumbers(tx, scope, 'finding', ready.length);
  const fresh = ready.map((item, index) => ({ ...item, number: first + index, actionNumber: actions[index] ?? 0 }));
  work.words.add(fresh.map((item) => item.record));
  const known = { exploits: await exploitsOf(work, fresh), severities: await severitiesOf(work, fresh) };
  const findings = fresh.map((item) => introduce(work, item, known));
  await insertFindings(tx, scope, { upload, at: now }, findings);
  await keepFindingEstimates(tx, scope, fresh.length);
  const evidence = fresh.map((item) => evidenceOf(item.number, item));
  const sightings = fresh.map((item) => sightingOf(item.number, item));
  await Promise.all([
    insertEvidence(tx, scope, { streamId: stream.id, upload }, evidence),
    insertSightings(tx, scope, { streamId: stream.id, upload }, sightings),
  ]);
  return findings.flatMap(({ number, state, exploit, advisory }) => {
    return state === 'open' && exploit === MALICIOUS ? [{ number, advisory: advisory ?? '' }] : [];
  });
}

/** Those whose report names no fix get the one that a feed knows: their action is another one by that. */
async function withFixes({ tx, scope }: Import, ready: readonly Ready[]): Promise<readonly Ready[]> {
  const known = await knownFixes(
    tx,
    scope,
    ready.map(({ record }) => fixQuestionOf(record)),
  );
  return ready.map((item, index) => {
    const fixes = known[index] ?? null;
    return fixes === null
      ? item
      : { ...item, fixes, action: actionOf(actionFactsOf(item.record, item.incoming.key, fixes)) };
  });
}

/** What the loaded feeds say of the advisories: a question for each chunk that has any. */
async function exploitsOf({ tx, scope }: Import, fresh: readonly Fresh[]): Promise<ReadonlyMap<string, number>> {
  const advisories = [...new Set(fresh.flatMap(({ record }) => record.advisory ?? []))];
  return advisories.length === 0 ? new Map() : findExploits(tx, scope, advisories);
}

/** What records of OSV state, where the report states no severity. */
async function severitiesOf({ tx, scope }: Import, fresh: readonly Fresh[]): Promise<ReadonlyMap<string, number>> {
  const unrated = fresh.flatMap(({ record }) => (record.severity === 'unknown' ? (record.advisory ?? []) : []));
  return unrated.length === 0 ? new Map() : findOsvSeverities(tx, scope, [...new Set(unrated)]);
}

/** By advisory: what the loaded feeds say. */
interface Known {
  exploits: ReadonlyMap<string, number>;
  severities: ReadonlyMap<string, number>;
}

/** Returns the row of a new finding; adds its first event and its count to the changes. */
function introduce({ stream, changes, repository }: Import, item: Fresh, { exploits, severities }: Known): NewFinding {
  const { incoming, record, number, actionNumber } = item;
  const { category, scanner } = record;
  const { state, event } = firstState(stream, incoming.suppressed);
  const stated = severityNumber(record.severity);
  const severity = stated === UNKNOWN ? (severities.get(record.advisory ?? '') ?? stated) : stated;
  changes.count({ state, category, severity, scanner }, 1);
  if (event.kind === 'introduced') {
    changes.events.push({ number, ...event, origin: changes.origin });
    changes.cause(actionNumber, causeOfOrigin(changes.origin));
  } else changes.events.push({ number, ...event });
  const content = contentOf(number, item, { actionNumber, fixes: item.fixes });
  const { criticality, exposure } = repository;
  const exploit = exploits.get(record.advisory ?? '') ?? 0;
  const rank = rankOf({ category, severity, confidence: content.confidence, exploit, criticality, exposure });
  return { ...content, category, state, severity, scanner, rank, exploit };
}
