import { healthParams } from '#lib/contracts/setup.ts';
import { VERSION } from '#lib/contracts/version.ts';
import { checkHealth, healthProblem } from '#lib/services/health/check.ts';
import { openRoute } from '#lib/web/open-route.ts';
import { json, parseWith, queryOf } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

/** 200 when the database answers and has this version's schema; 503 with the reason otherwise. */
export const GET = openRoute(async ({ systemSql, now }, request) => {
  const { strict } = parseWith(healthParams, queryOf(request));
  const health = await checkHealth(systemSql, now());
  const problem = healthProblem(health);
  if (strict && problem !== null) throw problem;
  return json({ status: problem === null ? 'ok' : 'degraded', version: VERSION, database: 'ok', ...health });
});
