import { ledgerEntryParams } from '#lib/contracts/ledger.ts';
import { getLedgerEntries } from '#lib/views/ledger/get-ledger-entries.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getLedgerEntries(ctx, parseWith(ledgerEntryParams, queryOf(request)))),
);
