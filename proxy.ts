import { type NextRequest, NextResponse } from 'next/server';

/** React runs its own development tools through eval; production never does. */
const IS_DEVELOPMENT = process.env.NODE_ENV === 'development';

function policyOf(nonce: string): string {
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${IS_DEVELOPMENT ? " 'unsafe-eval'" : ''}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    // Charts and floating layers set style attributes; styles cannot run scripts.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${IS_DEVELOPMENT ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Gives every page a content security policy with its own nonce, but the API reference, which lib/web/serve-reference.ts
 * serves. It does no authentication.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = policyOf(btoa(crypto.randomUUID()));
  const headers = new Headers(request.headers);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set('content-security-policy', policy);
  headers.set('x-plumbline-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

export const config = {
  // Never /api, /metrics or /services: a matched address silently receives only the first 10 MB of a body.
  matcher: ['/((?!api/|api$|metrics$|services/|_next/|favicon\\.svg$|logo\\.svg$).*)'],
};
