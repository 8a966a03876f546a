import { runOnce } from 'graphile-worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pgConnectionString } from '#db/client.ts';
import { holdDemo } from '#db/queries/demo.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { JOBS } from '#lib/jobs/all.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { createLog } from '#lib/log.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { queueLogger } from './queue-logger.ts';
import { tasksOf } from './tasks.ts';

let harness: Harness;
let repoId: number;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ repoId } = await harness.deliver(
    { repo: 'acme/web' },
    sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'a' }]),
  ));
  await harness.admin`delete from graphile_worker._private_jobs`;
});
afterAll(() => harness.close());

/** The worker's own queue, until nothing is due. Its clock is the database's. */
const work = () =>
  runOnce({
    connectionString: pgConnectionString(harness.database),
    logger: queueLogger(createLog('test', 'silent')),
    taskList: tasksOf({ ...harness, now: () => new Date(), measures: new Measures() }),
  });

const waiting = () =>
  harness.admin<{ key: string; attempts: number; soon: boolean }[]>`
    select key, attempts, run_at between now() + interval '30 seconds' and now() + interval '61 seconds' as soon
    from graphile_worker._private_jobs order by key`;

it('does jobs that change what days are counted of after the demo of their organization, and others at once', async () => {
  const { orgId } = harness.ctx;
  await inTransaction(harness.sql, async (tx) => {
    await addJob(tx, orderOf(JOBS.joinFindings, { orgId, repoId }));
    await addJob(tx, orderOf(JOBS.workIssues, { orgId }));
  });
  await holdDemo(harness.sql, { orgId: orgId + 1 }, true, async () => {
    await holdDemo(harness.sql, { orgId }, true, work);
    expect([...(await waiting())]).toEqual([{ key: `join:${repoId}`, attempts: 0, soon: true }]);
    await harness.admin`update graphile_worker._private_jobs set run_at = now()`;
    // Another organization's demo holds nothing up.
    await work();
  });
  expect([...(await waiting())]).toEqual([]);
});

it('puts off whatever changes a ledger by the clock of now, and neither imports nor the demo itself', () => {
  const ofOrganizations = Object.values(JOBS).filter(({ cron }) => cron === null);
  const [late, soon] = [true, false].map((waits) =>
    ofOrganizations.flatMap(({ id, ...job }) => ('waitsForDemo' in job === waits ? [id] : [])).sort(),
  );
  expect({ late, soon }).toEqual({
    late: [
      ...['find_drift', 'find_paths', 'follow_exploitation', 'follow_feed', 'follow_statements', 'join_findings'],
      ...['judge_inventories', 'learn_effort', 'recount_due', 'settle_rule', 'verify_reviews'],
    ],
    soon: [
      ...['deliver_events', 'fetch_feed', 'load_demo', 'load_feed', 'process_upload', 'remove_demo'],
      ...['remove_organization', 'remove_repository', 'send_mails', 'work_issues'],
    ],
  });
});
