import type { Problem } from '#lib/contracts/problem.ts';

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
  return new ApiError({
    status: response.status,
    title: body?.title ?? otherwise.title,
    detail: body?.detail ?? otherwise.detail,
    ...(body?.errors === undefined ? {} : { errors: body.errors }),
  });
}

/**
 * One read of our own API; `T` is the contract of that address.
 * @throws ApiError for every answer that is not a success, and when none came
 */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const options = { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) };
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
  return !(error instanceof ApiError) || error.status === 0 || error.status === 429 || error.status === 503;
}
