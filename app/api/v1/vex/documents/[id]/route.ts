import { rowNumber } from '#lib/contracts/common.ts';
import { withdrawDocument } from '#lib/services/statement/withdraw-document.ts';
import { getStatementDocument } from '#lib/views/statement/get-statement-document.ts';
import { json, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, { id }) =>
  json(await getStatementDocument(ctx, parseWith(rowNumber, id))),
);

export const DELETE = route(async (ctx, _request, { id }) => {
  await withdrawDocument(ctx, parseWith(rowNumber, id));
  return noContent();
});
