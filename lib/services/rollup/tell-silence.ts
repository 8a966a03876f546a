import type { Sql } from '#db/client.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { findUntoldSilence, type UntoldSilence } from '#db/queries/silence.ts';
import { noteSilenceTold } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { HOUR_MS } from '#lib/domain/time.ts';

/** Adds an entry to the outbox for each pipeline that has gone silent, once for each silence. */
export async function tellSilence(sql: Sql, { orgId }: OrganizationScope, now: Date): Promise<void> {
  const streams = await findUntoldSilence(sql, wholeOrganization(orgId), now);
  const pipelines = Map.groupBy(streams, ({ repoId, pipeline }) => `${repoId} ${pipeline}`);
  for (const silent of pipelines.values()) await tellPipeline(sql, orgId, silent, now);
}

async function tellPipeline(sql: Sql, orgId: number, silent: readonly UntoldSilence[], now: Date): Promise<void> {
  const [first] = silent;
  if (first === undefined) return;
  const scope = { orgId, repoId: first.repoId };
  const last = silent.reduce((latest, each) => (each.lastReportAt > latest.lastReportAt ? each : latest), first);
  await inTransaction(sql, async (tx) => {
    const ids = silent.map(({ stream }) => stream);
    // A report that came in between ends the silence.
    const told = new Set(await noteSilenceTold(tx, scope, ids, last.lastReportAt));
    const scanners = [...new Set(silent.filter(({ stream }) => told.has(stream)).map(({ scanner }) => scanner))].sort();
    if (scanners.length === 0) return;
    await insertOutbox(tx, scope, {
      ...{ at: now, upload: 0, userId: null },
      kind: 'pipeline_silent',
      detail: {
        ...{ pipeline: first.pipeline, scanners },
        lastReportAt: last.lastReportAt.toISOString(),
        usualHours: last.reportInterval / (HOUR_MS / 1000),
      },
    });
  });
}
