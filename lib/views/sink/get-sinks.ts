import { type ListedSink, listSinks } from '#db/queries/sinks.ts';
import type { Context } from '#lib/context.ts';
import type { SinkListView, SinkView } from '#lib/contracts/sink.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** Where events are sent to. Addresses are secrets: only hosts are told. @throws Fault forbidden */
export async function getSinks(ctx: Context): Promise<SinkListView> {
  permit(ctx, 'sink:read', 'organization');
  return { items: (await listSinks(ctx.readSql, ctx)).map(sinkView) };
}

/** One of them. @throws Fault forbidden; not_found */
export async function getSink(ctx: Context, id: number): Promise<SinkView> {
  permit(ctx, 'sink:read', 'organization');
  const sink = (await listSinks(ctx.readSql, ctx)).find((each) => each.id === id);
  if (sink === undefined) {
    throw new Fault('not_found', 'There is no such sink. `GET /api/v1/sinks` lists those that there are.');
  }
  return sinkView(sink);
}

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

function sinkView(row: ListedSink): SinkView {
  const { id, kind, name, host, events, state, failures, waiting } = row;
  return {
    ...{ id, kind, name, host, events, state, failures, waiting },
    score_drop: row.scoreDrop,
    failing_since: isoOf(row.failingSince),
    next_attempt_at: isoOf(row.nextAt),
    last_delivered_at: isoOf(row.lastDeliveredAt),
    former_secret_ends_at: isoOf(row.formerSecretEndsAt),
    created_at: row.createdAt.toISOString(),
  };
}
