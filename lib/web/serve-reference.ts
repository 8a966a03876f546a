import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Theme, themeOf } from '#lib/contracts/theme.ts';
import { etagOf, namesEtag } from './etag.ts';
import { type ServeStatic, takesEncoding } from './serve-static.ts';

/** Stands in the built page for the public address, which is known only when Plumbline runs. */
export const PUBLIC_URL_PLACEHOLDER = 'https://plumbline.invalid';

/** No script at all: stricter than the policy that proxy.ts gives to other pages. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

/** The reference has nothing to click but links and <details>, so Next's scripts would only be carried. */
function withoutScripts(html: string): string {
  return html.replace(/<script\b[^>]*>.*?<\/script>/gs, '').replace(/<link\b[^>]*\bas="script"[^>]*>/g, '');
}

interface Page {
  etag: string;
  plain: Buffer;
  gzip: Buffer;
}

function pageOf(html: string, theme: Theme): Page {
  // What the root layout writes when it is rendered without a cookie.
  const text = html.replace('data-theme="system"', `data-theme="${theme}"`);
  return { etag: etagOf(text), plain: Buffer.from(text), gzip: gzipSync(text) };
}

function send(page: Page, request: IncomingMessage, response: ServerResponse): void {
  const headers = {
    'content-security-policy': POLICY,
    // Browsers ask each time, because theme and version may have changed; the ETag spares them the same page.
    'cache-control': 'private, no-cache',
    etag: `W/${page.etag}`,
    vary: 'accept-encoding',
  };
  if (namesEtag(request.headers['if-none-match'], page.etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const isZipped = takesEncoding(request, 'gzip');
  const body = isZipped ? page.gzip : page.plain;
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
    ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(body);
}

/**
 * Serves the API reference from memory: rendering it takes some 60 ms, for which all other requests would wait.
 * `file`: the page as Next built it; `publicUrl`: where Plumbline is reached.
 */
export function serveReference(file: string, publicUrl: string): ServeStatic {
  const built = withoutScripts(readFileSync(file, 'utf8'));
  const html = built.replaceAll(PUBLIC_URL_PLACEHOLDER, () => escaped(publicUrl));
  const pages = { system: pageOf(html, 'system'), light: pageOf(html, 'light'), dark: pageOf(html, 'dark') };
  return (request, response, path) => {
    if (path !== '/docs/api') return null;
    send(pages[themeOf(request.headers.cookie ?? '')], request, response);
    return Promise.resolve();
  };
}
