import type { Sql } from '#db/client.ts';
import {
  countJobs,
  countSinks,
  countUnsettled,
  countWaitingMails,
  countWorkers,
  readCounters,
  readDatabaseUse,
} from '#db/queries/metrics.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { countSilent } from '#db/queries/silence.ts';
import { findOldestWaiting } from '#db/queries/workers.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { SINK_STATES } from '#lib/domain/sink/sink.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { readNotedBackup } from '../backup/note-backup.ts';

/** States that an upload is in while something is still to come. */
const UNSETTLED = ['received', 'processing', 'held'] as const;

type Values = [series: string, value: number][];

/**
 * What the installation as a whole is like now, and what workers have counted: series with their values. Asks for what is
 * few or counted already, so that it costs the same with a million findings.
 */
export async function collectMetrics(sql: Sql, dataDir: string, now: Date): Promise<Values> {
  const began = performance.now();
  const ids = await listOrganizationIds(sql);
  const [unsettled, jobs, oldest, workers, use, backup, counted, silent, mails, sinks] = await Promise.all([
    countUnsettled(sql, ids),
    countJobs(sql),
    findOldestWaiting(sql),
    countWorkers(sql, new Date(now.getTime() - MINUTE_MS)),
    readDatabaseUse(sql),
    readNotedBackup(dataDir),
    readCounters(sql),
    Promise.all(ids.map((orgId) => countSilent(sql, wholeOrganization(orgId), now))),
    countWaitingMails(sql, ids),
    countSinks(sql, ids),
  ]);
  const measures = new Measures();
  for (const state of UNSETTLED) measures.set('plumbline_uploads', unsettled[state] ?? 0, { state });
  for (const state of ['waiting', 'running', 'failed'] as const) {
    measures.set('plumbline_queue_jobs', jobs[state], { state });
  }
  measures.set('plumbline_queue_oldest_seconds', secondsSince(oldest, now));
  measures.set('plumbline_workers', workers);
  measures.set(
    'plumbline_silent_pipelines',
    silent.reduce((sum, streams) => sum + streams, 0),
  );
  measures.set('plumbline_mails_waiting', mails.waiting);
  measures.set('plumbline_mails_oldest_seconds', secondsSince(mails.oldest, now));
  for (const state of SINK_STATES) {
    measures.set('plumbline_sinks', sinks.find((row) => row.state === state)?.sinks ?? 0, { state });
  }
  measures.set(
    'plumbline_deliveries_waiting',
    sinks.reduce((sum, row) => sum + row.waiting, 0),
  );
  measures.set('plumbline_database_bytes', use.bytes);
  for (const { process, state, count } of use.connections) {
    measures.set('plumbline_database_connections', count, { process, state });
  }
  // Without a backup there is no time of the last one: 0 would be a time.
  if (backup) measures.set('plumbline_last_backup_timestamp_seconds', backup.at.getTime() / 1000);
  measures.set('plumbline_scrape_seconds', Math.round(performance.now() - began) / 1000);
  return [...counted.map(({ series, value }): [string, number] => [series, value]), ...measures.values()];
}

function secondsSince(at: Date | null, now: Date): number {
  return at === null ? 0 : Math.max(0, now.getTime() - at.getTime()) / 1000;
}
