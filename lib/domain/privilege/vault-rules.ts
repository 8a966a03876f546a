/** How a password that a vault holds is taken. Each setting that was not told is null. */
export interface CheckoutRule {
  kind: 'checkout';
  resource: string;
  /** By one person at a time. */
  exclusive: boolean | null;
  /** Changed once it was taken. */
  oneTime: boolean | null;
  concurrent: number | null;
}

/** Whether a vault changes a password by itself. */
export interface ManagementRule {
  kind: 'management';
  resource: string;
  automatic: boolean | null;
  failing: boolean | null;
  /** Why not, or why it fails, in the vault's words. */
  reason: string | null;
  everyDays: number | null;
  afterRelease: boolean | null;
}
