import { scheduled } from './job.ts';

/** Signs what each organization's posture is, once in each of its weeks. */
export const statePostureJob = scheduled('state_posture', '22 * * * *');
