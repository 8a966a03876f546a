import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';

/** Whether the caller may export a list with these filters, which `resolve` looks up. @throws Fault forbidden, not_found */
export async function checkExport(ctx: Context, resolve: () => Promise<unknown>): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  await resolve();
}
