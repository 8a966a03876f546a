import type { Context } from '#lib/context.ts';
import { inventoryParams } from '#lib/contracts/inventory.ts';
import { parseWith, queryOf } from '#lib/web/route.ts';
import { postSystem } from './post-system.ts';

/** `POST /api/v1/inventories`: `source` says who takes it. */
export async function postInventory(ctx: Context, request: Request): Promise<Response> {
  const { source } = parseWith(inventoryParams.pick({ source: true }), queryOf(request));
  switch (source) {
    case 'github':
      return postSystem(ctx, request);
  }
}
