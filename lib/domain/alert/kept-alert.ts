import type { Alert } from './alert.ts';
import type { RepositoryItem } from './alert-item.ts';

/** Something that happened, and what must still be so when it is told. */
export interface ToldItem {
  item: RepositoryItem;
  repoId: number;
  /** Id of the entry of the outbox. */
  entry: number;
  /** What was asked for, of an item that is worth telling only while somebody has to decide. */
  request: { findings: readonly { number: number; rule: string }[]; count: number } | null;
}

/** What an alert was made of, kept beside its mail until that is sent: what is decided meanwhile is taken out of it. */
export interface KeptAlert {
  about: Pick<Alert, 'organization' | 'recipient' | 'preferencesPath' | 'unsubscribe'>;
  /** `waited`: whether it had to wait to be told, and why. */
  told: (ToldItem & { waited: 'quiet_hours' | 'limit' | null })[];
}

const DATES: ReadonlySet<string> = new Set(['at', 'expiresAt', 'lastReportAt']);

/** An alert that was kept as JSON, where dates are texts. */
export function restoreAlert(kept: KeptAlert): KeptAlert {
  const restored: KeptAlert = JSON.parse(JSON.stringify(kept), (key, value) =>
    DATES.has(key) && typeof value === 'string' ? new Date(value) : value,
  );
  return restored;
}
