import { z } from 'zod';
import { sealedCookie } from './sealed-cookie.ts';

/** Seconds that somebody may take at the provider. The library's own cookies last as long. */
export const FLOW_SECONDS = 15 * 60;

const flow = z.object({
  provider: z.string(),
  /** The value that the provider hands back: the cookie belongs to one attempt. */
  state: z.string().min(1),
  /** Where to go on to, an address on this site. */
  next: z.string(),
  purpose: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sign_in') }),
    /** The signed-in person wants to sign in this way from now on. */
    z.object({ kind: z.literal('link'), sessionId: z.string() }),
    /** `code`: that of the invitation's link. */
    z.object({ kind: z.literal('invite'), code: z.string() }),
  ]),
});
/** What an attempt to sign in with a provider is for. */
export type Flow = z.output<typeof flow>;

/** Kept in the browser while the person is at the provider. */
export const flowCookie = sealedCookie('flow', FLOW_SECONDS, flow);
