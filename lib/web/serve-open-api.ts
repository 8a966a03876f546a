import { createHash } from 'node:crypto';
import { buildOpenApi, type OpenApiDocument } from '#lib/contracts/openapi.ts';
import type { System } from '#lib/system.ts';

interface Built {
  publicUrl: string;
  document: OpenApiDocument;
  text: string;
  etag: string;
}

let built: Built | null = null;

function build(publicUrl: string): Built {
  const document = buildOpenApi(publicUrl);
  const text = JSON.stringify(document);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return { publicUrl, document, text, etag };
}

/** Built at the first request, because it takes some hundred milliseconds; it does not change while the process runs. */
function known({ env }: System): Built {
  if (built?.publicUrl !== env.PUBLIC_URL) built = build(env.PUBLIC_URL);
  return built;
}

export const openApiOf = (system: System): OpenApiDocument => known(system).document;

/** `GET /api/openapi.json`; 304 when the client's ETag matches. */
export async function serveOpenApi(system: System, request: Request): Promise<Response> {
  const { text, etag } = known(system);
  const headers = { etag, 'cache-control': 'no-cache', 'content-type': 'application/json' };
  const asked = request.headers.get('if-none-match') ?? '';
  // A proxy that compresses marks the tag as weak (W/).
  if (asked.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
