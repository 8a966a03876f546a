import { csrfToken } from '#components/queries/csrf.ts';

const OFFLINE = 'Plumbline does not answer. Check the connection and try again.';

function explain(code: string): string {
  const wait = /^Wait(\d{1,5})$/.exec(code);
  if (wait) {
    const minutes = Math.ceil(Number(wait[1]) / 60);
    return `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
  }
  if (code === 'CredentialsSignin') return 'The e-mail address or the password is wrong.';
  return "Signing in did not work. Try again; if it stays so, the server's log says why.";
}

/** The error code in the redirect address of the sign-in library's answer; null for success. */
function errorOf(body: { url?: unknown } | null): string | null {
  return typeof body?.url === 'string' ? new URL(body.url, 'http://invalid').searchParams.get('error') : 'Unknown';
}

/** `code`: the password is right, and the second step follows. */
export type SignInResult = 'done' | 'code' | { problem: string };

/** Signs in with a password. */
export async function signIn(form: FormData): Promise<SignInResult> {
  const field = (name: string) => String(form.get(name));
  try {
    const fields = {
      email: field('email'),
      password: field('password'),
      csrfToken: await csrfToken(),
      json: 'true',
    };
    const answer = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    const error = errorOf(await answer.json()) ?? (answer.ok ? null : 'Unknown');
    if (error === null) return 'done';
    return error === 'SecondFactor' ? 'code' : { problem: explain(error) };
  } catch {
    return { problem: OFFLINE };
  }
}
