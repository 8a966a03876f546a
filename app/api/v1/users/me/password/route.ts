import { postPassword } from '#lib/web/post-password.ts';
import { route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(postPassword);
