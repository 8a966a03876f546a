import type { Problem } from '#lib/contracts/problem.ts';
import { noticePerson, personHeader } from './shown-person.ts';

/** A refusal of our own API: what happened and what to do, in words for the person who meets it. */
export class ApiError extends Error {
  /** 0: no answer came at all. */
  readonly status: number;
  readonly title: string;
  readonly fields: NonNullable<Problem['errors']>;

  constructor(problem: Pick<Problem, 'status' | 'title' | 'detail' | 'errors'>) {
    super(problem.detail);
    this.name = 'ApiError';
    this.status = problem.status;
    this.title = problem.title;
    this.fields = problem.errors ?? [];
  }
}

const UNREACHABLE = {
  status: 0,
  title: 'Plumbline does not answer',
  detail: 'Check your connection, and whether the server is running.',
};

/** The problem in an answer that is none; `otherwise` are the words when it says nothing of itself. */
export async function problemIn(response: Response, otherwise: Pick<Problem, 'title' | 'detail'>): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  noticePerson(body?.type);
  return new ApiError({
    status: response.status,
    title: body?.title ?? otherwise.title,
    detail: body?.detail ?? otherwise.detail,
    ...(body?.errors === undefined ? {} : { errors: body.errors }),
  });
}

/** The HTTP status of a failed read or write; 0 when no answer came, null for errors of the browser itself. */
export const statusOf = (error: unknown): number | null => (error instanceof ApiError ? error.status : null);

/** What happened and what to do, for the person who looks at the screen. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return 'The answer could not be read. Try again.';
  return error.status === 0 ? `${error.title}. ${error.message}` : error.message;
}

/** The server understood and will answer the same next time. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status >= 400 && status < 500 && status !== 429;
}

/** Longer than any read takes that the server does not stop itself. */
const LONGEST_MS = 60_000;

/**
 * One read of our own API; `T` is the contract of that address.
 * @throws ApiError for every answer that is not a success, and when none came
 */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const tooLong = AbortSignal.timeout(LONGEST_MS);
  const until = signal === undefined ? tooLong : AbortSignal.any([signal, tooLong]);
  const options = { headers: { accept: 'application/json', ...personHeader() }, signal: until };
  const response = await fetch(path, options).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new ApiError(UNREACHABLE);
  });
  if (!response.ok) {
    const detail = `It said ${response.status} and gave no reason. Try again.`;
    throw await problemIn(response, { title: 'The server could not answer', detail });
  }
  return (await response.json()) as T;
}

/** Trying again helps against lost connections and busy servers; not against a refusal or a read that takes too long. */
export function worthRetrying(failures: number, error: unknown): boolean {
  if (failures >= 2) return false;
  const status = statusOf(error);
  return status === null || status === 0 || status === 429 || status === 503;
}
