import { makeBadge } from 'badge-maker';
import type { Grade } from '#lib/domain/score/grade.ts';
import { Fault } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { type Badge, getBadge } from '#lib/views/repository/get-badge.ts';
import { etagOf, namesEtag } from './etag.ts';

/** Each dark enough for white letters; the grade is written, so that nothing is told by colour alone. */
const COLORS: Readonly<Record<Grade, string>> = {
  A: '#1a7f4b',
  B: '#3f7a2a',
  C: '#8a6300',
  D: '#b04a00',
  E: '#b3261e',
};
const NOT_JUDGED = '#5c6370';

const drawn = ({ message, grade }: Badge): string =>
  makeBadge({
    label: 'posture',
    labelColor: '#3b4048',
    message,
    color: grade === null ? NOT_JUDGED : COLORS[grade],
    style: 'flat',
  });

/**
 * `GET /api/badges/{badge}`: for a README, which others read. Pages of code hosts fetch it through a cache of theirs.
 * @throws Fault not_found, the same for an address that never was and one that was taken back
 */
export async function serveBadge(system: System, request: Request): Promise<Response> {
  const badge = await getBadge(system, new URL(request.url).pathname.split('/').at(-1) ?? '');
  if (badge === null) throw new Fault('not_found', 'There is no badge here, or not any more.');
  const svg = drawn(badge);
  const etag = etagOf(svg);
  const headers = {
    'cache-control': 'public, max-age=300, must-revalidate',
    etag,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
  };
  if (namesEtag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(svg, { headers: { ...headers, 'content-type': 'image/svg+xml; charset=utf-8' } });
}
