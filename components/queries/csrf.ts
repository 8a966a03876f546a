/** The token that forms of signing in carry; a cookie that is set with it proves that they come from this browser. */
export async function csrfToken(): Promise<string> {
  const answer: { csrfToken?: unknown } = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json();
  return String(answer.csrfToken ?? '');
}
