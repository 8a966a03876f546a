import { trustedAuthorsChange } from '#lib/contracts/exception.ts';
import { changeTrust } from '#lib/services/statement/change-trust.ts';
import { getTrustedAuthors } from '#lib/views/statement/get-trusted-authors.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getTrustedAuthors(ctx)));

export const PUT = route(async (ctx, request) => {
  await changeTrust(ctx, parseWith(trustedAuthorsChange, await jsonBody(request)));
  return json(await getTrustedAuthors(ctx));
});
