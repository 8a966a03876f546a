import { findForgottenLoads } from '#db/queries/feed-loads.ts';
import { findDueFeeds } from '#db/queries/feed-sources.ts';
import { addJob, findJobKeys } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { fetchFeedJob } from '#lib/jobs/fetch-feed.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { loadFeedJob } from '#lib/jobs/load-feed.ts';
import { bindTo, type System } from '#lib/system.ts';
import { refuseFeed } from './refuse-feed.ts';

/** Orders a job for each feed that is to be fetched by now, and says of files that could not be read time and again that they were refused. */
export async function fetchFeeds(system: System): Promise<void> {
  const now = system.now();
  for (const source of await findDueFeeds(system.systemSql, now)) {
    await inTransaction(system.systemSql, (tx) => addJob(tx, orderOf(fetchFeedJob, source)));
  }
  const waiting = await findForgottenLoads(system.systemSql, new Date(now.getTime() - MINUTE_MS));
  const keys = await findJobKeys(
    system.systemSql,
    waiting.map(({ orgId, id }) => loadFeedJob.key({ orgId, load: id })),
  );
  for (const load of waiting) {
    if (keys.has(loadFeedJob.key({ orgId: load.orgId, load: load.id }))) continue;
    await refuseFeed(
      bindTo(system, load.orgId),
      load,
      'Reading the file was given up after several attempts. Send it again.',
    );
  }
}
