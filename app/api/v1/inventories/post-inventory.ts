import type { Context } from '#lib/context.ts';
import { inventoryDoor } from '#lib/contracts/inventory-door.ts';
import { parseWith, queryOf } from '#lib/web/route.ts';
import { postLegitify } from './post-legitify.ts';
import { postSystem } from './post-system.ts';
import { postWorkflows } from './post-workflows.ts';

/** `POST /api/v1/inventories`: `source` says who takes it. */
export async function postInventory(ctx: Context, request: Request): Promise<Response> {
  const { source } = parseWith(inventoryDoor, queryOf(request));
  switch (source) {
    case 'workflows':
      return postWorkflows(ctx, request);
    case 'legitify':
      return postLegitify(ctx, request);
    default:
      return postSystem(ctx, request);
  }
}
