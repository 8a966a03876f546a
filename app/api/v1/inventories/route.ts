import { route } from '#lib/web/route.ts';
import { postInventory } from './post-inventory.ts';

export const dynamic = 'force-dynamic';

export const POST = route(postInventory);
