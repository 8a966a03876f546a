/** What somebody gave after the password to sign in: a code of the authenticator app, or a recovery code. */
export const SECOND_STEPS = ['app_code', 'recovery_code'] as const;
export type SecondStep = (typeof SECOND_STEPS)[number];
