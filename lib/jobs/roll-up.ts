import { scheduled } from './job.ts';

/** Lets scores age and writes the organizations' days. */
export const rollUpJob = scheduled('roll_up', '7 * * * *');
