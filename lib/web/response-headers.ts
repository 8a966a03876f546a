import { isApi } from './is-api.ts';

const EVERYWHERE: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: browsers then hide the origin of forms, by which we tell our own pages from others.
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Content security policy of everything but pages: those get theirs from proxy.ts and serve-reference.ts. */
const RUNS_NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const YEAR = 31_536_000;

/** Headers of every answer, including refusals and static files. */
export function responseHeaders(path: string, publicUrl: string): Readonly<Record<string, string>> {
  return {
    ...EVERYWHERE,
    // SVG images contain style attributes.
    'content-security-policy': isApi(path) ? RUNS_NOTHING : `${RUNS_NOTHING}; style-src 'unsafe-inline'`,
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${YEAR}` } : {}),
  };
}
