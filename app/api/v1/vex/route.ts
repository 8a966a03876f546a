import { statementExportParams } from '#lib/contracts/statement.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { exportStatements } from '#lib/views/statement/export-statements.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { streamed } from '#lib/web/streamed.ts';
import { postDocument } from './post-document.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => {
  const params = parseWith(statementExportParams, queryOf(request));
  const day = await todayOf(ctx);
  return streamed(await exportStatements(ctx, params), {
    'content-type': params.format === 'openvex' ? 'application/json' : 'application/vnd.cyclonedx+json; version=1.6',
    'content-disposition': `attachment; filename="vex-${params.format}-${day}.json"`,
  });
});

export const POST = route(postDocument);
