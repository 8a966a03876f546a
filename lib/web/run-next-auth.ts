import NextAuth, { type NextAuthOptions } from 'next-auth';

export interface LibraryRequest {
  /** `['signin', 'github']`. */
  action: readonly string[];
  method: string;
  query: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
  body: Readonly<Record<string, string>>;
}

export interface LibraryAnswer {
  status: number;
  /** With its `Set-Cookie` lines. */
  headers: Headers;
  body: unknown;
  /** Where the library leads; null when nowhere. */
  url: string | null;
}

const OURS = /^(?:__Host-)?plumbline-/;

/** A stand-in for the response object that the library writes to. */
function recorder() {
  const headers = new Headers({ 'cache-control': 'no-store' });
  let status = 200;
  let body: unknown = null;
  const answer = {
    status(code: number) {
      status = code;
      return answer;
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name);
      // The library has cookies that nothing here reads.
      const kept = [value].flat().filter((each) => name.toLowerCase() !== 'set-cookie' || OURS.test(each));
      for (const each of kept) headers.append(name, each);
    },
    json(value: unknown) {
      body = value;
    },
    send(value: unknown) {
      body = value;
    },
    end: () => undefined,
  };
  return { answer, result: () => ({ status, headers, body }) };
}

const urlOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'url' in body && typeof body.url === 'string' ? body.url : null;

/** Runs the sign-in library on a request of our making, so that it sees nothing that we did not choose. */
export async function runNextAuth(
  options: NextAuthOptions,
  publicUrl: string,
  { action, method, query, cookies, body }: LibraryRequest,
): Promise<LibraryAnswer> {
  // The library reads its base address from there. Callback addresses are made of it, never of what a request says.
  process.env.NEXTAUTH_URL = new URL(publicUrl).origin;
  const { answer, result } = recorder();
  // `json`: the result comes as JSON and never as a redirect.
  const given = {
    query: { ...query, nextauth: [...action] },
    method,
    headers: {},
    cookies,
    body: { ...body, json: 'true' },
  };
  await NextAuth(options)(given, answer);
  const got = result();
  return { ...got, url: urlOf(got.body) };
}
