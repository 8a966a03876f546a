import { rowNumber } from '#lib/contracts/common.ts';
import { getMail } from '#lib/views/mail/get-mail.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getMail(ctx, parseWith(rowNumber, params.id))));
