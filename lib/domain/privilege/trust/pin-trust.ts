import { narrowTrust } from './narrow-trust.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** A trust that asks for one repository and one environment on top of what it asks for. */
export const pinTrust = (trust: TrustPolicy, repository: string, environment: string): TrustPolicy =>
  narrowTrust(trust, 'token.actions.githubusercontent.com', { repository, environment });
