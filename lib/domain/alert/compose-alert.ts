import { ALERT_KINDS, type Alert, type AlertItem } from './alert.ts';

/** Items in one mail; the others are counted. */
export const MOST_ITEMS = 25;

const rankOf = ({ kind }: AlertItem): number => (kind === 'sink_paused' ? -1 : ALERT_KINDS.indexOf(kind));

/**
 * One alert of everything that there is to tell, what is worst first.
 * @param waited whether an item had to wait, and why; null: it did not
 */
export function composeAlert(
  items: readonly AlertItem[],
  about: Pick<Alert, 'organization' | 'recipient' | 'preferencesPath' | 'unsubscribe'>,
  waited: (item: AlertItem) => 'quiet_hours' | 'limit' | null,
): Alert {
  const sorted = [...items].sort((a, b) => rankOf(a) - rankOf(b) || b.at.getTime() - a.at.getTime());
  const reasons = sorted.flatMap((item) => waited(item) ?? []);
  const why = reasons.includes('quiet_hours') ? 'quiet_hours' : 'limit';
  return {
    ...about,
    items: sorted.slice(0, MOST_ITEMS),
    more: Math.max(0, sorted.length - MOST_ITEMS),
    heldBack: reasons.length === 0 ? null : { count: reasons.length, why },
  };
}
