import { ledgerParams } from '#lib/contracts/ledger.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => json(await getLedger(ctx, parseWith(ledgerParams, queryOf(request)))));
