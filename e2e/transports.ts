import type { APIRequestContext } from 'playwright/test';

/** Another way to ask for the same page: by headers, or by another address. */
export interface Transport {
  headers?: Record<string, string>;
  /** Of the path, before its query. */
  suffix?: string;
  query?: Record<string, string>;
}

const SUBREQUEST = Array.from({ length: 5 }, () => 'proxy').join(':');

/** What Next's own client sends, what Next says to itself, and what other servers take as another method or address. */
export const TRANSPORTS: readonly Transport[] = [
  {},
  { headers: { rsc: '1' } },
  { headers: { rsc: '1' }, query: { _rsc: 'x' } },
  { headers: { rsc: '1', 'next-router-prefetch': '1' } },
  { headers: { rsc: '1', 'next-router-prefetch': '2', 'next-router-segment-prefetch': '/_tree' } },
  { headers: { 'x-nextjs-data': '1' } },
  { headers: { 'x-middleware-prefetch': '1', purpose: 'prefetch' } },
  { headers: { 'x-middleware-subrequest': SUBREQUEST } },
  { headers: { 'x-middleware-subrequest': SUBREQUEST, rsc: '1' } },
  { headers: { 'x-middleware-rewrite': '/findings', 'x-invoke-path': '/findings', 'x-matched-path': '/findings' } },
  { headers: { 'x-original-url': '/findings', 'x-rewrite-url': '/findings' } },
  { headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' } },
  { suffix: '.rsc' },
  { suffix: '.txt' },
  { suffix: '.json' },
  { suffix: '/' },
  { suffix: '.segments/_tree.segment.rsc' },
];

/** Asks for a page in this way. Leads on only to what Next calls the same address, with a mark of the headers in it. */
export async function send(
  request: APIRequestContext,
  path: string,
  { headers = {}, suffix = '', query = {} }: Transport,
): Promise<{ status: number; body: string }> {
  const url = new URL(path, 'http://any');
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  url.pathname = `${url.pathname}${suffix}`.replace(/^\/\//, '/');
  for (let hops = 0; ; hops += 1) {
    const answer = await request.get(`${url.pathname}${url.search}`, { headers, maxRedirects: 0 });
    const next = new URL(answer.headers().location ?? '', url);
    if (answer.status() < 300 || answer.status() > 399 || next.pathname !== url.pathname || hops === 3) {
      return { status: answer.status(), body: await answer.text() };
    }
    url.search = next.search;
  }
}
