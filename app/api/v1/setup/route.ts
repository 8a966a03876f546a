import { openRoute } from '#lib/web/open-route.ts';
import { postSetup } from '#lib/web/post-setup.ts';

export const dynamic = 'force-dynamic';

export const POST = openRoute(postSetup);
