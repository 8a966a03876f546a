import { findDocument } from '#db/queries/statements-write.ts';
import type { Context } from '#lib/context.ts';
import type { StatementDocumentView } from '#lib/contracts/statement.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { documentViews } from './document-views.ts';

/** One VEX document. @throws Fault not_found */
export async function getStatementDocument(ctx: Context, id: number): Promise<StatementDocumentView> {
  permit(ctx, 'finding:read', 'repositories');
  // Read from the primary: a replica may not have what was just loaded.
  const row = await findDocument(ctx.sql, ctx, id);
  const [view] = row === null ? [] : await documentViews(ctx, [row]);
  if (view === undefined) throw new Fault('not_found', 'There is no such document.');
  return view;
}
