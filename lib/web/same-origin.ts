import { Fault } from '#lib/errors.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** Whether the request comes from our own pages; null when its headers do not say. */
function fromHere(request: Request, publicUrl: string): boolean | null {
  const { headers } = request;
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  if (origin === null) return null;
  // A page of another host cannot send ours in both headers; behind a proxy the public address is the one that counts.
  return origin === new URL(publicUrl).origin || (hostOf(origin) !== null && hostOf(origin) === headers.get('host'));
}

/**
 * Refuses writes with a session cookie that come from other sites' pages (CSRF).
 * @throws Fault `forbidden`
 */
export function requireSameOrigin(request: Request, publicUrl: string): void {
  if (SAFE.has(request.method) || fromHere(request, publicUrl) === true) return;
  const advice = 'Programs should use an API token (Authorization: Bearer plb_api_…).';
  throw new Fault('forbidden', `A signed-in browser may do this only from Plumbline's own pages. ${advice}`);
}

/**
 * For addresses that need no credential: programs may call them, pages of other sites may not.
 * @throws Fault `forbidden`
 */
export function refuseOtherSites(request: Request, publicUrl: string): void {
  if (fromHere(request, publicUrl) === false) throw new Fault('forbidden', 'Only Plumbline’s own pages may do this.');
}
