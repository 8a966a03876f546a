import { rowNumber } from '#lib/contracts/common.ts';
import { testSink } from '#lib/services/sink/test-sink.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => json(await testSink(ctx, parseWith(rowNumber, params.id))));
