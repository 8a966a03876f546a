import { gateParams, gateRequest } from '#lib/contracts/gate.ts';
import { gateListParams } from '#lib/contracts/gate-history.ts';
import { gateMarkdown } from '#lib/views/gate/gate-markdown.ts';
import { gateSarif } from '#lib/views/gate/gate-sarif.ts';
import { getGate } from '#lib/views/gate/get-gate.ts';
import { getGateHistory } from '#lib/views/gate/get-gate-history.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getGateHistory(ctx, parseWith(gateListParams, queryOf(request)))),
);

export const POST = route(async (ctx, request) => {
  const { format = formatOf(request.headers.get('accept')) } = parseWith(gateParams, queryOf(request));
  const asked = parseWith(gateRequest, await jsonBody(request));
  switch (format) {
    case 'json':
      return json(await getGate(ctx, asked));
    case 'markdown':
      return text(gateMarkdown(await getGate(ctx, asked)), 'text/markdown; charset=utf-8');
    case 'sarif':
      return text(JSON.stringify(await gateSarif(ctx, asked)), 'application/sarif+json');
  }
});

function formatOf(accept: string | null): 'json' | 'markdown' | 'sarif' {
  if (accept?.includes('text/markdown')) return 'markdown';
  return accept?.includes('application/sarif+json') ? 'sarif' : 'json';
}

const text = (body: string, type: string): Response =>
  new Response(body, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
