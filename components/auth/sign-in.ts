import { csrfToken } from '#components/queries/csrf.ts';

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

/** `code`: the password is right, and the second step follows. */
export type SignInResult = 'done' | 'code' | { problem: string };

/** Signs in with a password. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const fields = { email, password, csrfToken: await csrfToken(), json: 'true' };
    const answer = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    const error = errorOf(await answer.json());
    if (error === 'SecondFactor') return 'code';
    if (error !== null) return { problem: explain(error) };
    return answer.ok ? 'done' : { problem: explain('Unknown') };
  } catch {
    return { problem: OFFLINE };
  }
}
