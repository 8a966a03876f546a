/** Why signing in with a provider did not work, as the address of the sign-in page says it. */
export const SIGN_IN_REFUSALS = [
  /** The provider said no, or the person left its page. */
  'cancelled',
  /** The provider could not be asked, or what it said could not be believed. */
  'not_confirmed',
  /** Too slow, done twice, or begun in another browser. */
  'expired',
  /** Nobody is known by this identity, and no rule lets it in. */
  'unknown',
  /** Somebody has the address, and signs in otherwise. */
  'address_taken',
  /** The person's access was ended, or no group gives it any more. */
  'no_access',
  /** The link of an invitation does not work any more. */
  'dead_invitation',
  /** The identity belongs to another account. */
  'linked_elsewhere',
  /** Too many attempts from one network. */
  'too_many',
] as const;
export type SignInRefusal = (typeof SIGN_IN_REFUSALS)[number];
