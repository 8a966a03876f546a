import { scheduled } from './job.ts';

/** Removes entries of the audit log that are older than their organization keeps them. */
export const sweepAuditJob = scheduled('sweep_audit', '17 * * * *');
