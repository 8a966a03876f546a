import { VERSION } from '#lib/contracts/version.ts';
import { checkHealth } from '#lib/services/health/check.ts';
import { openRoute } from '#lib/web/open-route.ts';
import { json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

/** 200 when the database answers and has this version's schema; 503 with the reason otherwise. */
export const GET = openRoute(async ({ readSql }) => {
  await checkHealth(readSql);
  return json({ status: 'ok', version: VERSION });
});
