import { scheduled } from './job.ts';

/** Tells where audit logs end: the first run of a day does, so that a missed hour costs no day. */
export const anchorAuditJob = scheduled('anchor_audit', '3 * * * *');
