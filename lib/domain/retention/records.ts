/** The jobs that remove old rows, as the table of their last runs knows them. */
export type Sweep = 'reports' | 'audit' | 'privileges' | 'outbox' | 'records';

/** Days that a session is kept after it ended. */
export const KEEP_SESSIONS_DAYS = 90;
/** Days that a mail can be read after it was made. */
export const KEEP_MAILS_DAYS = 365;
/** Days that an entry of the outbox is kept once everybody has it. */
export const KEEP_OUTBOX_DAYS = 30;
/** A sink that was away for longer has to look at the findings themselves. */
export const KEEP_OUTBOX_FOR_SINKS_DAYS = 90;
/** Minutes for which a failed sign-in counts. */
export const SIGN_IN_WINDOW_MINUTES = 15;
/** Minutes for which refused requests of one caller are counted together. */
export const DENIAL_WINDOW_MINUTES = 60;
