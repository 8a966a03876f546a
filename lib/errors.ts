/** What each kind of failure is over HTTP. Data only: lib/web turns it into a response. */
export const FAULTS = {
  malformed: [400, 'The request could not be read'],
  invalid_input: [400, 'The request has invalid values'],
  unauthenticated: [401, 'No valid credential'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'Method not allowed'],
  conflict: [409, 'In conflict with the present state'],
  other_person: [409, 'Another organization or person'],
  too_large: [413, 'Too large'],
  unsupported_encoding: [415, 'Unsupported encoding'],
  unprocessable: [422, 'Understood, but not acceptable'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available right now'],
  timeout: [504, 'Took too long'],
  configuration: [500, 'The configuration is not complete'],
  port_in_use: [500, 'The port is in use'],
  already_running: [500, 'Plumbline runs already'],
  data_dir: [500, 'The data directory cannot be used'],
  disk_full: [500, 'The disk is full'],
  database_unreachable: [503, 'The database does not answer'],
  database_version: [500, 'The database has the wrong version'],
  database_start: [500, 'The database did not start'],
} as const satisfies Record<string, readonly [number, string]>;

export type FaultCode = keyof typeof FAULTS;

export interface FieldError {
  path: string;
  message: string;
}

export interface FaultOptions {
  /** What happened inside, for the log only. */
  internal?: string;
  cause?: unknown;
  fields?: readonly FieldError[];
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  /** The methods that the address answers, for `method_not_allowed`. */
  allow?: readonly string[];
  /** Of a caller who is known: the permission that was lacking. The audit log gets to know of it. */
  denied?: string;
  /** Further headers of the answer, in lower case. */
  headers?: Readonly<Record<string, string>>;
}

/** A failure with a code, a sentence for the person who meets it (what to do included) and one for the log. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** Public: shown as it is. */
  readonly sentence: string;
  readonly internal: string;
  readonly fields: readonly FieldError[];
  readonly retryAfter: number | null;
  readonly allow: readonly string[];
  readonly denied: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: FaultCode, sentence: string, options: FaultOptions = {}) {
    super(options.internal ? `${sentence} [${options.internal}]` : sentence, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.sentence = sentence;
    this.internal = options.internal ?? '';
    this.fields = options.fields ?? [];
    this.retryAfter = options.retryAfter ?? null;
    this.allow = options.allow ?? [];
    this.denied = options.denied ?? null;
    this.headers = options.headers ?? {};
  }
}

/** RFC 9457; `errors` only for bad input. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[];
}

/** The public description of any error. Errors that are no Fault reveal nothing internal. */
export function problemOf(error: unknown): Problem {
  const fault = error instanceof Fault ? error : new Fault('internal', 'The error was logged. Please try again.');
  const [status, title] = FAULTS[fault.code];
  const type = `/docs/api#problem-${fault.code.replaceAll('_', '-')}`;
  const problem: Problem = { type, title, status, detail: fault.sentence };
  return fault.fields.length > 0 ? { ...problem, errors: [...fault.fields] } : problem;
}

/** One line that says what went wrong, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

/** `ENOENT`, a SQLSTATE, …: the code of a system's or driver's error, null when it has none. */
export function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
