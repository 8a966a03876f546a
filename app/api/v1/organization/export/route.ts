import { Readable } from 'node:stream';
import { exportOrganization } from '#lib/services/organization/export-organization.ts';
import { route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

/** POST, because the audit log keeps it; a plain form downloads it. */
export const POST = route(async (ctx) => {
  const { slug, bytes } = await exportOrganization(ctx);
  return new Response(Readable.toWeb(bytes) as ReadableStream, {
    headers: {
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="plumbline-${slug}.tar"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
});
