import { buildOpenApi } from '#lib/contracts/openapi.ts';
import type { System } from '#lib/system.ts';
import { etagOf, namesEtag } from './etag.ts';

interface Built {
  publicUrl: string;
  text: string;
  etag: string;
}

let built: Built | null = null;

function build(publicUrl: string): Built {
  const text = JSON.stringify(buildOpenApi(publicUrl));
  return { publicUrl, text, etag: etagOf(text) };
}

/** `GET /api/openapi.json`; 304 when the client's ETag matches. */
export async function serveOpenApi({ env }: System, request: Request): Promise<Response> {
  // Built at the first request, because it takes some hundred milliseconds; it does not change while the process runs.
  if (built?.publicUrl !== env.PUBLIC_URL) built = build(env.PUBLIC_URL);
  const { text, etag } = built;
  const headers = { etag, 'cache-control': 'no-cache', 'content-type': 'application/json' };
  if (namesEtag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
