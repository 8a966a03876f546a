import { rowNumber } from '#lib/contracts/common.ts';
import { exportEvidence } from '#lib/services/access-review/export-evidence.ts';
import { parseWith, route } from '#lib/web/route.ts';
import { sendFile } from '#lib/web/send-file.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) =>
  sendFile(await exportEvidence(ctx, parseWith(rowNumber, params.id), 'csv'), 'csv'),
);
