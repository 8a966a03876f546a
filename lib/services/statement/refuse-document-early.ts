import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';

/** Refuses before the document is received. @throws Fault forbidden */
export function refuseDocumentEarly(ctx: Context): void {
  permit(ctx, 'exception:decide', 'organization');
}
