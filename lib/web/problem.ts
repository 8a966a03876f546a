import { sqlState } from '#db/transaction.ts';
import { codeOf, Fault, problemOf } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';

const log = createLog('web');
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
]);

/** What Postgres or the system says, in words for the client. */
function asFault(error: unknown): unknown {
  if (error instanceof Fault) return error;
  const state = sqlState(error);
  if (state === '57014') {
    return new Fault('timeout', 'This took longer than 2 seconds and was stopped. Narrow the filter.', {
      cause: error,
    });
  }
  if (state?.startsWith('53'))
    return new Fault('unavailable', 'The database has no room or no connection left.', {
      cause: error,
      retryAfter: 30,
    });
  const down = state?.startsWith('57P') || state?.startsWith('08') || CONNECTION_CODES.has(codeOf(error) ?? '');
  return down
    ? new Fault('database_unreachable', 'The database does not answer. Nothing was stored; try again.', {
        cause: error,
        retryAfter: 5,
      })
    : error;
}

/** The RFC 9457 answer for any error; what is our fault is logged. */
export function problemResponse(thrown: unknown): Response {
  const error = asFault(thrown);
  const problem = problemOf(error);
  if (problem.status >= 500) log.error({ err: thrown }, problem.title);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  if (error instanceof Fault && error.retryAfter !== null) headers['retry-after'] = String(error.retryAfter);
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="plumbline"';
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
