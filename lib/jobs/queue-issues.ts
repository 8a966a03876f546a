import { scheduled } from './job.ts';

/** Orders work for the organizations whose trackers are to be asked something. */
export const queueIssuesJob = scheduled('queue_issues', '* * * * *');
