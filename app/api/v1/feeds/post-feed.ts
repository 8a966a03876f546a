import type { Context } from '#lib/context.ts';
import { feedParams } from '#lib/contracts/feed.ts';
import { Fault } from '#lib/errors.ts';
import { acceptFeed } from '#lib/services/feed/accept-feed.ts';
import { refuseFeedEarly } from '#lib/services/feed/refuse-feed-early.ts';
import { waitForFeed } from '#lib/services/feed/wait-for-feed.ts';
import { feedLoadViewOf } from '#lib/views/feed/feed-load-view.ts';
import { receiveDelivery } from '#lib/web/receive-delivery.ts';
import { json, parseWith, queryOf } from '#lib/web/route.ts';

/** `POST /api/v1/feeds`: streams the file to storage, then one transaction, then waits if asked to. */
export async function postFeed(ctx: Context, request: Request): Promise<Response> {
  const { kind, name = null, force, wait } = parseWith(feedParams, queryOf(request));
  await refuseFeedEarly(ctx);
  const { report, headers, ended } = await receiveDelivery(ctx, request, async () => true);
  const [{ load, duplicate }] = await Promise.all([accept(), ended]);
  const latest = await waitForFeed(ctx, load, wait);
  if (latest.state === 'refused') throw new Fault('unprocessable', latest.reason ?? 'The file was refused.');
  const response = json({ ...feedLoadViewOf(latest), duplicate }, latest.state === 'received' ? 202 : 200);
  for (const [header, value] of Object.entries(headers)) response.headers.set(header, value);
  return response;

  async function accept() {
    try {
      const source = name ?? report.filename;
      return await acceptFeed(ctx, { kind, way: 'upload', source, force, file: report });
    } catch (error) {
      // After other errors the bytes stay: the transaction may have been committed.
      if (error instanceof Fault) await ctx.blobs.remove(report.blob);
      throw error;
    }
  }
}
