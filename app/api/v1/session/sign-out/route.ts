import { postSignOut } from '#lib/auth/post-sign-out.ts';

export const dynamic = 'force-dynamic';

export const POST = postSignOut;
