import { serveNextAuth } from '#lib/web/serve-next-auth.ts';

export const dynamic = 'force-dynamic';

export { serveNextAuth as GET, serveNextAuth as POST };
