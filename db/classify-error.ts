/** What kind of failure a driver, the server or the network reports. */
export type DatabaseErrorKind =
  /** The connection ended or could not be opened: whether the last statement was executed is not known. */
  | 'lost_connection'
  /** A deadlock or serialization failure: the transaction was rolled back and may run again at once. */
  | 'retry'
  | 'constraint'
  /** A statement ran for longer than it may. */
  | 'timeout'
  /** Another transaction kept a lock for longer than this one may wait. */
  | 'lock_timeout'
  /** No space on the disk, no connection or no memory left. */
  | 'no_room'
  /** A write outside of a read-write transaction: a defect of our code. */
  | 'read_only'
  /** The server failed through no fault of the statement: a system error, an operator's intervention, an internal error. */
  | 'server'
  | 'other';

const RETRY = new Set(['40001', '40P01']);
/** Codes of Node and of both drivers. `ENOENT` counts only from `connect`: the Unix socket does not exist. */
const LOST_CODES =
  /^(CONNECT|E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH|NOTCONN)|ERR_STREAM|ERR_SOCKET)/;
const NO_ROOM_CODES = /^E(NOSPC|DQUOT|MFILE|NFILE|NOBUFS)$/;
const SERVER_CODES = /^E(IO|AGAIN|ROFS)$/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** SQLSTATEs with which the server ends connections or refuses new ones for a while. */
const LOST_STATES = /^(08|57P|25P03)/;
const SERVER_STATES = /^(55|57|58|XX)/;

/** Sorts errors of a driver, the server or the system into kinds; any other error is `other`. */
export function classify(error: unknown): DatabaseErrorKind {
  const code = codeOfError(error);
  if (code === null) return 'other';
  if (isMissingSocket(error, code)) return 'lost_connection';
  if (LOST_CODES.test(code)) return 'lost_connection';
  if (NO_ROOM_CODES.test(code)) return 'no_room';
  if (SERVER_CODES.test(code)) return 'server';
  return SQLSTATE.test(code) ? classifyState(code, error) : 'other';
}

function classifyState(state: string, error: unknown): DatabaseErrorKind {
  if (RETRY.has(state) || isStalePlan(state, error)) return 'retry';
  if (LOST_STATES.test(state)) return 'lost_connection';
  if (state.startsWith('23')) return 'constraint';
  if (state.startsWith('53')) return 'no_room';
  if (state === '57014') return 'timeout';
  if (state === '55P03') return 'lock_timeout';
  if (state === '25006') return 'read_only';
  return SERVER_STATES.test(state) ? 'server' : 'other';
}

/** Whether the tables of a prepared statement have changed: the next attempt prepares it again. */
function isStalePlan(state: string, error: unknown): boolean {
  const routine = error instanceof Error && 'routine' in error ? error.routine : null;
  return (
    (state === '0A000' || state === '26000') &&
    (routine === 'RevalidateCachedQuery' || routine === 'FetchPreparedStatement')
  );
}

function isMissingSocket(error: unknown, code: string): boolean {
  return code === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'connect';
}

/** SQLSTATE of an error from the server, null for every other error. */
export function sqlState(error: unknown): string | null {
  const code = codeOfError(error);
  return code !== null && SQLSTATE.test(code) ? code : null;
}

function codeOfError(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOfError(error.errors[0]);
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
