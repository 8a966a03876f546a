import { mailListParams } from '#lib/contracts/mail.ts';
import { getMails } from '#lib/views/mail/get-mails.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getMails(ctx, parseWith(mailListParams, queryOf(request)))),
);
