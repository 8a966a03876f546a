import { formatCapital } from '#lib/format.ts';
import { ApiError, problemIn } from './fetch.ts';
import { personHeader } from './shown-person.ts';

/**
 * One write to our own API; `T` is what that address answers (`undefined` for an empty answer).
 * @throws ApiError with a sentence for the person who pressed the button
 */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const headers = { ...personHeader(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  return answered<T>(path, { method, headers, ...given });
}

/** A file as it is. @throws ApiError likewise */
export function sendFile<T>(path: string, file: File): Promise<T> {
  const headers = { ...personHeader(), 'content-type': 'application/octet-stream' };
  return answered<T>(path, { method: 'POST', headers, body: file });
}

/** A form with its files. @throws ApiError likewise */
export function sendForm<T>(path: string, form: FormData): Promise<T> {
  return answered<T>(path, { method: 'POST', headers: personHeader(), body: form });
}

async function answered<T>(path: string, request: RequestInit): Promise<T> {
  const response = await fetch(path, request).catch(() => {
    throw new ApiError({
      status: 0,
      title: 'Plumbline does not answer',
      detail: 'It is not known whether this was done. Check your connection, then look before trying again.',
    });
  });
  if (!response.ok) {
    const detail = `The server said ${response.status} and gave no reason. Nothing was changed; try again.`;
    throw await problemIn(response, { title: 'That did not work', detail });
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** What a refusal says about one field, as a sentence; the API names the items of a list by index. */
export function errorAt(error: unknown, name: string): string | null {
  if (!(error instanceof ApiError)) return null;
  const message = error.fields.find(({ path }) => path === name || path.startsWith(`${name}.`))?.message;
  return message === undefined ? null : `${formatCapital(message)}.`;
}
