import { z } from 'zod';
import { type DeliveryRow, listDeliveries } from '#db/queries/deliveries.ts';
import type { Context } from '#lib/context.ts';
import type { DeliveryListParams, DeliveryListView, DeliveryView } from '#lib/contracts/sink.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { getSink } from './get-sinks.ts';

/** What was sent to a sink and what is to be, the newest first. @throws Fault forbidden; not_found */
export async function getDeliveries(
  ctx: Context,
  sinkId: number,
  { cursor, limit }: DeliveryListParams,
): Promise<DeliveryListView> {
  permit(ctx, 'sink:read', 'organization');
  await getSink(ctx, sinkId);
  const list = `deliveries ${sinkId}`;
  const key = decodeCursor(list, z.tuple([cursorInt]), cursor);
  const rows = await listDeliveries(ctx.readSql, { orgId: ctx.orgId, sinkId }, key?.[0] ?? null, limit + 1);
  const { items, next } = pageOf(rows, limit, ({ id }) => encodeCursor(list, [id]));
  return { items: items.map(deliveryView), next_cursor: next };
}

function deliveryView(row: DeliveryRow): DeliveryView {
  const { id, events, state, attempts, answer, replayed, body } = row;
  return {
    ...{ id, events, state, attempts, answer, replayed, body },
    message_id: row.messageId,
    event_at: row.eventAt.toISOString(),
    attempted_at: row.attemptedAt?.toISOString() ?? null,
    status: row.answerStatus,
    delivered_at: row.deliveredAt?.toISOString() ?? null,
  };
}
