import { listTrackers, type TrackerRow } from '#db/queries/trackers.ts';
import type { Context } from '#lib/context.ts';
import type { TrackerListView, TrackerView } from '#lib/contracts/tracker.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** Where issues are made, by name. Credentials are told to nobody. @throws Fault forbidden */
export async function getTrackers(ctx: Context): Promise<TrackerListView> {
  permit(ctx, 'sink:read', 'organization');
  const rows = await listTrackers(ctx.readSql, ctx);
  return { items: rows.map((row) => trackerView(row, ctx.now())) };
}

/** One of them. @throws Fault forbidden; not_found */
export async function getTracker(ctx: Context, id: number): Promise<TrackerView> {
  permit(ctx, 'sink:read', 'organization');
  const row = (await listTrackers(ctx.readSql, ctx)).find((each) => each.id === id);
  if (row === undefined) {
    throw new Fault('not_found', 'There is no such tracker. `GET /api/v1/trackers` lists those that there are.');
  }
  return trackerView(row, ctx.now());
}

function trackerView(row: TrackerRow, now: Date): TrackerView {
  const { id, kind, name, address, account, projects, labels, closes, pausedUntil } = row;
  return {
    ...{ id, kind, name, address, account, projects, labels, closes, issue_type: row.issueType },
    paused_until: pausedUntil !== null && pausedUntil > now ? pausedUntil.toISOString() : null,
    created_at: row.createdAt.toISOString(),
  };
}
