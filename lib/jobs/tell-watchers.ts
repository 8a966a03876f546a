import { scheduled } from './job.ts';

/** Mails people what happened to findings that they watch, and where they were mentioned. */
export const tellWatchersJob = scheduled('tell_watchers', '* * * * *');
