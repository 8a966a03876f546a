import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { findPresentName } from '#lib/views/repository/find-present-name.ts';
import { itemRoute } from '#lib/web/route.ts';

/** `parts`: all segments after `/repos/`; names have more than two on hosts with subgroups. */
type RepositoryHandler = (ctx: Context, request: Request, parts: string[]) => Promise<Response>;

/**
 * A route handler of a repository's address. One that begins with a former name is sent on to the present one, but for
 * deletion, which wants the present name.
 */
export function repositoryRoute(handler: RepositoryHandler) {
  return itemRoute(async (ctx, request, params) => {
    const parts = [params.name ?? []].flat();
    try {
      return await handler(ctx, request, parts);
    } catch (error) {
      const moved = error instanceof Fault && error.code === 'not_found' ? await movedTo(ctx, request, parts) : null;
      if (moved === null) throw error;
      // Not for good: the repository may give its former name up.
      return new Response(null, { status: 307, headers: { location: moved, 'cache-control': 'no-store' } });
    }
  });
}

async function movedTo(ctx: Context, request: Request, parts: readonly string[]): Promise<string | null> {
  // A name may come as one segment, its slashes escaped.
  const found = await findPresentName(ctx, parts.join('/').split('/'));
  if (found === null) return null;
  if (request.method === 'DELETE') {
    throw new Fault('conflict', `It is called ${found.name} now. Delete it by that name.`);
  }
  const path = [...found.name.split('/'), ...found.rest].map(encodeURIComponent).join('/');
  return `/api/v1/repos/${path}${new URL(request.url).search}`;
}
