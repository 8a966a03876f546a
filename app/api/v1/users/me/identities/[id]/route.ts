import { identityId } from '#lib/contracts/sign-in.ts';
import { unlinkIdentity } from '#lib/services/sign-in/unlink-identity.ts';
import { noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const DELETE = route(async (ctx, _request, params) => {
  await unlinkIdentity(ctx, parseWith(identityId, params.id));
  return noContent();
});
