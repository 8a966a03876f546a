import { scheduled } from './job.ts';

/** Makes the digests that are due: every ten minutes, because their hours are those of many time zones. */
export const sendDigestsJob = scheduled('send_digests', '*/10 * * * *');
