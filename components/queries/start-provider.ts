import { csrfToken } from './csrf.ts';

function sentenceIn(body: unknown): string {
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null;
  return typeof detail === 'string' ? detail : 'That did not work. Try again.';
}

/** Where to go to sign in with a provider, or a sentence that says why not. */
export async function startProvider(
  id: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ url: string } | { problem: string }> {
  try {
    const body = new URLSearchParams({ ...fields, csrfToken: await csrfToken() });
    const answer = await fetch(`/api/auth/signin/${id}`, { method: 'POST', body });
    const said: unknown = await answer.json();
    const url = typeof said === 'object' && said !== null && 'url' in said ? said.url : null;
    return answer.ok && typeof url === 'string' ? { url } : { problem: sentenceIn(said) };
  } catch {
    return { problem: 'Plumbline does not answer. Check the connection and try again.' };
  }
}
