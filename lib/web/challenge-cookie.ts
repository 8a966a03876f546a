import { z } from 'zod';
import { sealedCookie } from './sealed-cookie.ts';

/** Says that the right password was typed in this browser, minutes ago. It opens nothing but the second step. */
export const challengeCookie = sealedCookie('challenge', 5 * 60, z.object({ accountId: z.number().int().positive() }));
