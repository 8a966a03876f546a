import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { findRepository } from '#db/queries/repositories.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import {
  type EventStream,
  findEventStreams,
  listEventTallies,
  noteEventsGathered,
} from '#db/queries/workload-events.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { foldFacts } from '#lib/domain/privilege/events/fold-facts.ts';
import { EVENT_WINDOW_DAYS, KEEP_BATCHES_HOURS, KEEP_EVENTS_DAYS } from '#lib/domain/privilege/events/windows.ts';
import { addDays, MINUTE_MS, startOfDay } from '#lib/domain/time.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { acceptUpload } from '../upload/accept.ts';

/**
 * Makes an inventory of what systems sent since the last one: all of the last days, so that a workload of which nothing
 * came today is still there. It is delivered like any other, in the name of the token that sent the events.
 * @throws Error at the end, when one of them failed; the others are delivered all the same
 */
export async function gatherEvents(system: System): Promise<void> {
  const failures: string[] = [];
  for (const orgId of await listOrganizationIds(system.systemSql)) {
    const bound = bindTo(system, orgId);
    for (const stream of await findEventStreams(bound.sql, { orgId })) {
      try {
        await gatherStream(bound, orgId, stream);
      } catch (error) {
        failures.push(`repository ${stream.repoId}`);
        system.log.error({ err: error }, `the events of repository ${stream.repoId} could not be gathered`);
      }
    }
  }
  if (failures.length > 0) throw new Error(`gathering events failed, first of ${failures[0]}`);
}

async function gatherStream(system: BoundSystem, orgId: number, stream: EventStream): Promise<void> {
  const scope = { orgId, repoId: stream.repoId };
  const repository = await findRepository(system.sql, scope);
  if (repository === null) return;
  const now = system.now();
  const tallies = await listEventTallies(system.sql, scope, startOfDay(addDays(now, -EVENT_WINDOW_DAYS)));
  const bytes = Buffer.from(JSON.stringify(documentOf(repository.fullName, now, foldFacts(tallies))));
  const put = await system.blobs.put(Readable.from([bytes]), [], now);
  await acceptUpload(contextOf(system, orgId, stream, repository.fullName), {
    params: uploadParams.parse({ repo: repository.fullName, pipeline: 'inventory', scanner: 'plumbline-aembit' }),
    report: {
      blob: put.name,
      sha256: createHash('sha256').update(bytes).digest(),
      bytes: bytes.length,
      storedBytes: put.storedBytes,
      filename: null,
    },
    idempotencyKey: null,
    kind: 'system',
  });
  const talliesBefore = startOfDay(addDays(now, -KEEP_EVENTS_DAYS));
  const batchesBefore = new Date(now.getTime() - KEEP_BATCHES_HOURS * 60 * MINUTE_MS);
  // What arrived while it was made is in the next one.
  const gathered = stream.received;
  await inTransaction(system.sql, (tx) => noteEventsGathered(tx, scope, { gathered, talliesBefore, batchesBefore }));
}

function documentOf(fullName: string, now: Date, sections: ReturnType<typeof foldFacts>) {
  return {
    schema: 'inventory/v1',
    source: 'aembit',
    scope: fullName.slice(fullName.indexOf('/') + 1),
    collected_at: now.toISOString(),
    collector: 'plumbline event receiver',
    sections,
  };
}

/** The token's rights to this one repository, at any time: whether it may send was asked when it did. */
function contextOf(system: BoundSystem, orgId: number, stream: EventStream, repo: string): Context {
  const { tokenId, credentialName: name } = stream;
  return {
    ...system,
    orgId,
    principal: { kind: 'upload_token', orgId, tokenId: tokenId ?? 0, scopes: [repo], pipelines: [], scanners: [] },
    readScope: wholeOrganization(orgId),
    userId: null,
    credential: { kind: tokenId === null ? 'session' : 'upload_token', name, tokenId },
    source: null,
  };
}
