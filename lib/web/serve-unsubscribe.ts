import type { UnsubscribeView } from '#lib/contracts/mail.ts';
import { Fault } from '#lib/errors.ts';
import { unsubscribe } from '#lib/services/mail/unsubscribe.ts';
import type { System } from '#lib/system.ts';
import { readBody } from './read-body.ts';
import { sourceOf } from './request-source.ts';

/** Bytes; mail programs send one field. */
const BODY_LIMIT = 16 * 1024;

const tokenOf = (request: Request): string => new URL(request.url).pathname.split('/').at(-1) ?? '';
const pageOf = (token: string): string => `/unsubscribe/${encodeURIComponent(token)}`;

/** `GET /api/unsubscribe/{token}`: link scanners open every address, so that this changes nothing and leads to a page. */
export function showUnsubscribe(request: Request): Response {
  return new Response(null, {
    status: 303,
    headers: { location: pageOf(tokenOf(request)), 'cache-control': 'no-store' },
  });
}

/**
 * `POST /api/unsubscribe/{token}`: by a mail program (RFC 8058: a form with `List-Unsubscribe=One-Click`, which must not be
 * led elsewhere), or by the button of the page, whose form has `page`, back to it.
 * @throws Fault `not_found` for a link that is not one of ours any more
 */
export async function postUnsubscribe(system: System, request: Request): Promise<Response> {
  const body = await readBody(request, BODY_LIMIT);
  const token = tokenOf(request);
  const view = await unsubscribe(system, token, sourceOf(request.headers));
  if (new URLSearchParams(body).has('page')) return showUnsubscribe(request);
  if (view.state === 'stale') throw new Fault('not_found', 'This link ends no mails any more.');
  return new Response(sentenceOf(view), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function sentenceOf({ stops, organization, team }: UnsubscribeView): string {
  const what = { alerts: 'alerts', watched: 'mails of mentions and watched findings', weekly: 'weekly mails' };
  return `You get no more ${what[stops ?? 'weekly']} about ${team ?? organization}.\n`;
}
