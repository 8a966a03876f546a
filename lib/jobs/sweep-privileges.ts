import { scheduled } from './job.ts';

/** Removes snapshots of who may do what that are older than their organization keeps them, at night. */
export const sweepPrivilegesJob = scheduled('sweep_privileges', '37 3 * * *');
