import { rowNumber } from '#lib/contracts/common.ts';
import { rotateSecret } from '#lib/services/sink/rotate-secret.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

/** The only answer that contains the secret. */
export const POST = route(async (ctx, _request, params) =>
  json(await rotateSecret(ctx, parseWith(rowNumber, params.id))),
);
