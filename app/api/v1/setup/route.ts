import { postSetup } from '#lib/auth/post-setup.ts';
import { openRoute } from '#lib/http/open-route.ts';

export const dynamic = 'force-dynamic';

export const POST = openRoute(postSetup);
