import { scheduled } from './job.ts';

/** Mails people what they asked to be told of. */
export const alertPeopleJob = scheduled('alert_people', '* * * * *');
