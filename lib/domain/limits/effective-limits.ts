import type { DeliveryLimits } from './judge-delivery.ts';

/** What an organization may choose for itself; null: nothing. */
export interface ChosenLimits {
  ofSender: number | null;
  ofOrganization: number | null;
  storedBytes: number | null;
}

const lower = (some: number | null, other: number | null): number | null =>
  some === null || other === null ? (some ?? other) : Math.min(some, other);

/** What holds for an organization: what it chose, and never more than the installation allows. */
export function effectiveLimits(
  installation: Omit<DeliveryLimits, 'chosen'>,
  { ofSender, ofOrganization, storedBytes }: ChosenLimits,
): DeliveryLimits {
  const limits = {
    ofSender: lower(ofSender, installation.ofSender) ?? installation.ofSender,
    ofOrganization: lower(ofOrganization, installation.ofOrganization) ?? installation.ofOrganization,
    storedBytes: lower(storedBytes, installation.storedBytes),
  };
  const chosen = {
    ofSender: limits.ofSender < installation.ofSender,
    ofOrganization: limits.ofOrganization < installation.ofOrganization,
    storedBytes: limits.storedBytes !== null && limits.storedBytes !== installation.storedBytes,
  };
  return { ...limits, atOnce: installation.atOnce, chosen };
}
