import { listDocuments } from '#db/queries/statements-read.ts';
import type { Context } from '#lib/context.ts';
import type { StatementDocumentListView } from '#lib/contracts/statement.ts';
import { permit } from '#lib/permit.ts';
import { documentViews } from './document-views.ts';

const MOST = 200;

/** The VEX documents that were loaded, the newest first. */
export async function getStatementDocuments(ctx: Context): Promise<StatementDocumentListView> {
  permit(ctx, 'finding:read', 'repositories');
  return { items: await documentViews(ctx, await listDocuments(ctx.sql, ctx, MOST)) };
}
