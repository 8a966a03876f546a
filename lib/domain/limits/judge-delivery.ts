/** Deliveries a minute of one credential and of the organization, deliveries of one credential at once, stored bytes. */
export interface DeliveryLimits {
  ofSender: number;
  ofOrganization: number;
  atOnce: number;
  /** Null: not limited. */
  storedBytes: number | null;
  /** Which of them the organization chose below those of the installation: they are raised in Settings. */
  chosen: { ofSender: boolean; ofOrganization: boolean; storedBytes: boolean };
}

/** What counted when a delivery came, before it: deliveries of the last minute, and refused ones that come back. */
export interface DeliveryState {
  sender: { used: number; waiting: number; underWay: number };
  organization: { used: number; waiting: number; storedBytes: number | null };
}

export interface DeliveryRefusal {
  sentence: string;
  /** Seconds. */
  retryAfter: number;
}

/** Seconds: pipelines give up when they have to wait for much longer. */
const LONGEST_WAIT = 120;
/** Seconds: stored bytes are freed by deletions, which are rare. */
const STORAGE_WAIT = 3600;
const WINDOW = 60;
/** Fractions of a delivery that are rounding: the database judges with the same. */
export const DELIVERY_ROUNDING = 1e-6;

/** Those that were refused before come back earlier, so that they do not all come at the same second. */
function secondsUntilFree({ used, waiting }: { used: number; waiting: number }, quota: number): number {
  const seconds = Math.ceil(((used + waiting + 1 - quota) * WINDOW) / quota - DELIVERY_ROUNDING);
  return Math.min(LONGEST_WAIT, Math.max(1, seconds));
}

const again = (seconds: number): string =>
  `Nothing was stored; send this one again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;

/** Where a limit is raised, as a refusal names it. */
const placeOf = (isChosen: boolean, variable: string): string => (isChosen ? 'Settings, Limits' : variable);

/** Deliveries that still count at a later time: they fade evenly, the whole limit within a minute. */
export function stillCounted({ used, at }: { used: number; at: Date }, quota: number, now: Date): number {
  const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1000);
  return Math.max(0, used - (seconds * quota) / WINDOW);
}

/** Why a delivery was refused: the first limit that is reached. `bytes` writes a number of bytes for people. */
export function refusalOf(
  { sender, organization }: DeliveryState,
  limits: DeliveryLimits,
  bytes: (count: number) => string,
): DeliveryRefusal {
  const { ofSender, ofOrganization, atOnce, storedBytes, chosen } = limits;
  const stored = organization.storedBytes;
  if (storedBytes !== null && stored !== null && stored >= storedBytes) {
    const sentence = `The organization keeps ${bytes(stored)} of reports, and may keep ${bytes(storedBytes)} (${placeOf(chosen.storedBytes, 'STORED_REPORTS_GB')}). Nothing was stored; an administrator can raise the limit or delete repositories.`;
    return { sentence, retryAfter: STORAGE_WAIT };
  }
  if (sender.underWay >= atOnce) {
    const seconds = Math.min(LONGEST_WAIT, 1 + Math.floor(sender.waiting / atOnce));
    const sentence = `This credential sends ${sender.underWay} reports at this moment, and may send ${atOnce} at once (UPLOADS_AT_ONCE). ${again(seconds)}`;
    return { sentence, retryAfter: seconds };
  }
  if (sender.used + 1 > ofSender + DELIVERY_ROUNDING) {
    const seconds = secondsUntilFree(sender, ofSender);
    const sentence = `This credential has sent ${Math.round(sender.used)} reports within a minute, and may send ${ofSender} (${placeOf(chosen.ofSender, 'UPLOADS_PER_MINUTE')}). ${again(seconds)}`;
    return { sentence, retryAfter: seconds };
  }
  const seconds = secondsUntilFree(organization, ofOrganization);
  const sentence = `The organization has received ${Math.round(organization.used)} reports within a minute, and takes ${ofOrganization} (${placeOf(chosen.ofOrganization, 'ORGANIZATION_UPLOADS_PER_MINUTE')}). ${again(seconds)}`;
  return { sentence, retryAfter: seconds };
}

/** The headers `RateLimit-Policy` and `RateLimit` of the IETF's draft, after a delivery that was admitted or refused. */
export function rateLimitHeaders(
  state: DeliveryState,
  { ofSender, ofOrganization }: Pick<DeliveryLimits, 'ofSender' | 'ofOrganization'>,
  admitted: boolean,
): Record<string, string> {
  const itemOf = (name: string, used: number, quota: number): string => {
    const now = used + (admitted ? 1 : 0);
    const left = Math.max(0, Math.floor(quota - now + DELIVERY_ROUNDING));
    return `"${name}";r=${left};t=${Math.ceil((now * WINDOW) / quota - DELIVERY_ROUNDING)}`;
  };
  const { sender, organization } = state;
  return {
    'ratelimit-policy': `"credential";q=${ofSender};w=${WINDOW}, "organization";q=${ofOrganization};w=${WINDOW}`,
    ratelimit: `${itemOf('credential', sender.used, ofSender)}, ${itemOf('organization', organization.used, ofOrganization)}`,
  };
}
