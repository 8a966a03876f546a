import { openRoute } from '#lib/web/open-route.ts';
import { postSecondStep } from '#lib/web/post-second-step.ts';

export const dynamic = 'force-dynamic';

export const POST = openRoute(postSecondStep);
