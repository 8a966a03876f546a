import { scheduled } from './job.ts';

/** Orders every organization to learn from its own fixes, at night. */
export const learnEffortsJob = scheduled('learn_efforts', '23 2 * * *');
