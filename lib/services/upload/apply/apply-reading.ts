import { join } from 'node:path';
import type { Sql } from '#db/client.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository, updateStream } from '#db/queries/streams.ts';
import { findUpload, supersedeHeld, type Upload, type UploadResult } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { credentialText } from '#lib/domain/access/credential.ts';
import { originOf } from '#lib/domain/finding/origin.ts';
import type { ProcessedPlan } from '#lib/domain/stream/plan-import.ts';
import { followNames } from '../../advisory/follow-names.ts';
import { meetUnknown } from '../../advisory/meet-unknown.ts';
import { areCurrent } from '../../advisory/names-of-reading.ts';
import { Changes } from '../../ledger/changes.ts';
import { commit } from '../../ledger/commit.ts';
import { takeInventory } from '../../privilege/take-inventory.ts';
import { RECORDS_FILE } from '../read/protocol.ts';
import { compareWithDefault } from './compare-with-default.ts';
import { introducedOnTracked } from './introduced-on-tracked.ts';
import { judgeUpload } from './judge-upload.ts';
import { looksAtAll } from './looks-at-all.ts';
import { noteConfirmation } from './note-confirmation.ts';
import { orderDrift } from './order-drift.ts';
import { orderPaths } from './order-paths.ts';
import { type At, loadParts, type Reading } from './parts.ts';
import { planPart } from './plan-part.ts';
import { RecordFile } from './record-file.ts';
import { holdUpload, type PlannedPart, settleUpload } from './settle-upload.ts';
import { writePlan } from './write-plan.ts';
import { writeSubjects } from './write-subjects.ts';

/**
 * Applies an upload in one transaction: loads the facts, plans each part of the report, writes the plans and what
 * follows from them.
 * @returns false when its streams no longer have the same bytes, or its keys were made of names that are not canonical
 * any more, so that the report must be read (again)
 */
export async function applyReading(
  deps: { sql: Sql; now: () => Date },
  scope: RepositoryScope,
  upload: Upload,
  reading: Reading,
): Promise<boolean> {
  const records = 'same' in reading ? null : new RecordFile(join(reading.folder, RECORDS_FILE), reading.index);
  try {
    return await inTransaction(deps.sql, async (tx) => {
      // Sent together; the server begins with the others when it has the lock.
      const [, current, repository] = await Promise.all([
        lockRepository(tx, scope),
        findUpload(tx, scope, upload.number),
        findRepository(tx, scope),
      ]);
      // Another worker has finished the upload, or the repository was deleted: a retried job changes nothing.
      if (!current || !repository || repository.deletingAt !== null || current.state !== 'processing') return true;
      const at = { tx, scope, repository, upload: current, now: deps.now() };
      const epoch = await followNames(at);
      if (!('same' in reading) && !(await areCurrent(tx, scope, reading.names, epoch))) return false;
      if (!('same' in reading) && records !== null) await meetUnknown(at, reading.index, records);
      const planned: PlannedPart[] = [];
      for (const part of await loadParts(at, reading)) {
        planned.push({ part, plan: await planPart(at, part, { decided: false }) });
      }
      return settle(at, reading, planned, records);
    });
  } finally {
    records?.close();
  }
}

async function settle(at: At, reading: Reading, planned: PlannedPart[], records: RecordFile | null): Promise<boolean> {
  const plans = planned.map(({ plan }) => plan);
  const held = plans.filter((plan) => plan.outcome === 'held');
  const late = plans.filter((plan) => plan.outcome === 'superseded');
  if (planned.length === 0 || plans.some((plan) => plan.outcome === 'stale')) return false;
  if (held.length > 0) await holdUpload(at, reading, planned, held);
  else if (late.length === plans.length) {
    await settleUpload(at, reading, planned, { state: 'superseded', reason: late[0]?.reason ?? null });
  } else {
    const { result, done } = await takeEffect(at, planned, {
      records,
      folder: 'same' in reading ? null : reading.folder,
    });
    await settleUpload(at, reading, done, result);
    await orderPaths(at, done);
    await orderDrift(at, done);
    if (typeof result.confirms === 'number') await tellConfirmation(at, result.confirms, result.fixed ?? 0);
  }
  return true;
}

async function tellConfirmation(at: At, held: number, fixed: number): Promise<void> {
  const by = { at: at.now, upload: at.upload.number, userId: null };
  await insertOutbox(at.tx, at.scope, { ...by, kind: 'report_confirmed', detail: { held, fixed } });
  await noteConfirmation(at, held);
}

/** Writes part after part; one that is older than what its stream has already is left out. */
async function takeEffect(
  at: At,
  planned: readonly PlannedPart[],
  { records, folder }: { records: RecordFile | null; folder: string | null },
): Promise<{ result: UploadResult; done: PlannedPart[] }> {
  const { tx, scope, upload } = at;
  const changes = new Changes();
  const written: ProcessedPlan[] = [];
  const done: PlannedPart[] = [];
  for (const { part, plan: first } of planned) {
    // Findings that an earlier part has just written are known to the later ones.
    const again = first.outcome === 'processed' && written.length > 0;
    const plan = again ? await planPart(at, part, { decided: true }) : first;
    done.push({ part, plan });
    if (plan.outcome !== 'processed') continue;
    changes.origin = originOf(part.stream, upload.commit);
    // Update the stream before `commit`, whose score must count this report as measured.
    await updateStream(tx, scope, part.stream.id, plan.stream);
    await writePlan({ ...at, stream: part.stream, records, changes }, plan);
    const drift = await writeSubjects(at, part);
    if (drift !== null) changes.told.push({ kind: 'pipeline_drifted', detail: drift });
    written.push(plan);
    if (part.inventory !== null && folder !== null && part.stream.tracked)
      await takeInventory(at, { inventory: part.inventory, folder, changes });
    if (part.stream.tracked && looksAtAll(part, plan, upload)) {
      changes.witnesses.push({ streamId: part.stream.id, upload: upload.number, takenAt: upload.orderAt });
    }
  }
  const confirms =
    planned.flatMap(({ plan }) => (plan.outcome === 'processed' ? (plan.confirms ?? []) : []))[0] ?? null;
  const { introduced, reopened, fixed, score } = await commit(at, changes, {
    upload: upload.number,
    userId: upload.releasedBy,
    fixedBy: confirms === null ? null : { confirms },
  });
  await settleWaiting(at, planned);
  const scores = { scoreBefore: score.before, scoreAfter: score.after };
  const flows = { introduced, reopened, fixed, ...countsOf(written) };
  const took = done.flatMap(({ part, plan }) => (plan.outcome === 'processed' ? [part] : []));
  const compared = await compareWithDefault(at, took);
  const gate = await judgeUpload(
    at,
    took,
    compared?.introduced ?? (await introducedOnTracked(at, took, changes.events)),
  );
  const comparison = compared?.stored ?? null;
  return { result: { state: 'processed', reason: null, confirms, comparison, gate, ...flows, ...scores }, done };
}

/** Reports that waited in the streams need no decision any more. */
async function settleWaiting(at: At, planned: readonly PlannedPart[]): Promise<void> {
  for (const { plan } of planned) {
    if (plan.outcome !== 'processed' || plan.settlesHeld === null) continue;
    await supersedeHeld(at.tx, at.scope, plan.settlesHeld, settledBy(at, plan.confirms !== null));
  }
}

/** For people: which upload settled a held report, whose it was, and how. */
function settledBy({ upload }: At, confirms: boolean): string {
  const by = credentialText(upload);
  const name = `upload ${upload.number}${by === null ? '' : `, ${by}`}`;
  if (confirms) return `Confirmed by a report of another run that says the same (${name}).`;
  return `The next report of this stream settled it (${name}).`;
}

function countsOf(plans: readonly ProcessedPlan[]): ProcessedPlan['counts'] {
  const sum = (of: keyof ProcessedPlan['counts']): number => plans.reduce((total, plan) => total + plan.counts[of], 0);
  return { moved: sum('moved'), changed: sum('changed'), unchanged: sum('unchanged') };
}
