const OFFLINE = 'Plumbline does not answer. Check the connection and try again.';

function explain(code: string): string {
  const wait = /^Wait(\d{1,5})$/.exec(code);
  if (wait) {
    const minutes = Math.ceil(Number(wait[1]) / 60);
    return `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
  }
  if (code === 'CredentialsSignin') return 'The e-mail address or the password is wrong.';
  return 'Signing in did not work. Try again; if it stays so, the log of the web process says why.';
}

/** The error code in the redirect address of the sign-in library's answer; null for success. */
function errorOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('url' in body) || typeof body.url !== 'string') return 'Unknown';
  return new URL(body.url, 'http://plumbline.invalid').searchParams.get('error');
}

/** Signs in; returns a message for the user when it failed, else null. */
export async function signIn(email: string, password: string): Promise<string | null> {
  try {
    const csrf: { csrfToken?: unknown } = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json();
    const fields = { email, password, csrfToken: String(csrf.csrfToken ?? ''), json: 'true' };
    const answer = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    const error = errorOf(await answer.json());
    if (error !== null) return explain(error);
    return answer.ok ? null : explain('Unknown');
  } catch {
    return OFFLINE;
  }
}
