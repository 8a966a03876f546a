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

/** What a machine signs in with that has no token of its own. */
export interface SecretIdRule {
  kind: 'secret_id';
  resource: string;
  /** Whether a secret is asked for at all. */
  asked: boolean;
  /** After which it ends, 0 for never; and after how many uses. */
  seconds: number | null;
  uses: number | null;
  /** Networks from which it is taken, where that is limited. */
  ranges: number;
}
