import type { Problem } from '#lib/contracts/problem.ts';
import { ApiError } from './fetch.ts';

async function refusal(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return new ApiError({
    status: response.status,
    title: body?.title ?? 'That did not work',
    detail: body?.detail ?? `The server said ${response.status} and gave no reason. Nothing was changed; try again.`,
    ...(body?.errors === undefined ? {} : { errors: body.errors }),
  });
}

/**
 * One write to our own API; `T` is what that address answers (`undefined` for an empty answer).
 * @throws ApiError with a sentence for the person who pressed the button
 */
export async function sendJson<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(path, { method, ...json }).catch(() => {
    throw new ApiError({
      status: 0,
      title: 'Plumbline does not answer',
      detail: 'It is not known whether this was done. Check your connection, then look before trying again.',
    });
  });
  if (!response.ok) throw await refusal(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** What a refusal says about one field, as a sentence; the API names the items of a list by index. */
export function errorAt(error: unknown, name: string): string | null {
  if (!(error instanceof ApiError)) return null;
  const message = error.fields.find(({ path }) => path === name || path.startsWith(`${name}.`))?.message;
  return message === undefined ? null : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
