import { isoWeekName } from '#lib/contracts/posture-statement.ts';
import { exportStatement } from '#lib/services/posture-statement/export-statement.ts';
import { parseWith, route } from '#lib/web/route.ts';
import { sendFile } from '#lib/web/send-file.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) =>
  sendFile(await exportStatement(ctx, parseWith(isoWeekName, params.week), 'statement'), 'json'),
);
