import { classify } from '#db/classify-error.ts';
import { Fault, problemOf } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { getMeasures } from './measures.ts';

const log = createLog('web');

/** Turns errors of the database or the system into Faults for the client. */
export function faultOf(error: unknown): unknown {
  if (error instanceof Fault) return error;
  const again = (retryAfter: number) => ({ cause: error, retryAfter });
  const kind = classify(error);
  switch (kind) {
    case 'timeout':
      return new Fault('timeout', 'This took too long and was stopped. Narrow the filter.', { cause: error });
    case 'lock_timeout':
      return new Fault('unavailable', 'A report of this repository is being taken in. Try again.', again(5));
    case 'retry':
      return new Fault('unavailable', 'Others changed the same at the same time. Try again.', again(1));
    case 'no_room':
      return new Fault('unavailable', 'The database has no room or no connection left.', again(30));
    case 'lost_connection':
      return new Fault('database_unreachable', 'The database does not answer. Try again.', again(5));
    case 'constraint':
    case 'read_only':
    case 'server':
    case 'other':
      return error;
  }
}

/** The RFC 9457 answer for any error; what is our fault is logged. */
export function problemResponse(thrown: unknown): Response {
  const error = faultOf(thrown);
  const problem = problemOf(error);
  getMeasures().add('plumbline_errors_total', { code: error instanceof Fault ? error.code : 'internal' });
  if (problem.status >= 500) log.error({ err: thrown }, problem.title);
  const further = error instanceof Fault ? error.headers : {};
  const headers: Record<string, string> = {
    ...further,
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  if (error instanceof Fault && error.retryAfter !== null) headers['retry-after'] = String(error.retryAfter);
  if (error instanceof Fault && error.allow.length > 0) headers.allow = error.allow.join(', ');
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="plumbline"';
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
