import { openRoute } from '#lib/web/open-route.ts';
import { serveBadge } from '#lib/web/serve-badge.ts';

export const dynamic = 'force-dynamic';

export const GET = openRoute(serveBadge);
