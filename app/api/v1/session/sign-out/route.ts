import { postSignOut } from '#lib/web/post-sign-out.ts';

export const dynamic = 'force-dynamic';

export const POST = postSignOut;
