import type { DeliveryLimits } from '#lib/domain/limits/judge-delivery.ts';
import type { Env } from '#lib/env.ts';

const GIGABYTE = 1e9;

/** What the environment allows every organization. */
export function installationLimits(
  env: Pick<Env, 'UPLOADS_PER_MINUTE' | 'ORGANIZATION_UPLOADS_PER_MINUTE' | 'UPLOADS_AT_ONCE' | 'STORED_REPORTS_GB'>,
): Omit<DeliveryLimits, 'chosen'> {
  return {
    ofSender: env.UPLOADS_PER_MINUTE,
    ofOrganization: env.ORGANIZATION_UPLOADS_PER_MINUTE,
    atOnce: env.UPLOADS_AT_ONCE,
    storedBytes: env.STORED_REPORTS_GB === undefined ? null : Math.round(env.STORED_REPORTS_GB * GIGABYTE),
  };
}
