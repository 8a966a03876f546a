import { scheduled } from './job.ts';

/** Looks every minute for mails that are to be tried again. */
export const sweepMailsJob = scheduled('sweep_mails', '* * * * *');
