import { ledgerParams } from '#lib/contracts/ledger.ts';
import { exportReport } from '#lib/services/report/export-report.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { sendFile } from '#lib/web/send-file.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  sendFile(await exportReport(ctx, parseWith(ledgerParams, queryOf(request))), 'pdf'),
);
