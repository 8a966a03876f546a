import { getStatementDocuments } from '#lib/views/statement/get-statement-documents.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getStatementDocuments(ctx)));
