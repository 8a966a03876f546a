import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link in a mail stops: everything weekly, the weekly mail about one team (its id), all alerts, or what is watched. */
export type Stops = 'weekly' | 'alerts' | 'watched' | { team: number };

export interface Unsubscription {
  orgId: number;
  userId: number;
  stops: Stops;
}

/** Says what the signature is for, so that no other text that is signed with the key passes for one. */
const PURPOSE = 'unsubscribe';

const signature = (key: string, text: string): Buffer =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`${PURPOSE}:${text}`).digest().subarray(0, 18);

const WEEKLY = '0';
const ALERTS = '-';
const WATCHED = '_';

function wordOf(stops: Stops): string {
  if (stops === 'weekly') return WEEKLY;
  if (stops === 'watched') return WATCHED;
  return stops === 'alerts' ? ALERTS : stops.team.toString(36);
}

/** For the address of a link that works without a sign-in, for good. */
export function unsubscribeToken(key: string, { orgId, userId, stops }: Unsubscription): string {
  const text = `${orgId.toString(36)}.${userId.toString(36)}.${wordOf(stops)}`;
  return `${text}.${signature(key, text).toString('base64url')}`;
}

/**
 * Null for what was not made by `unsubscribeToken` with this key.
 */
export function readUnsubscribeToken(key: string, token: string): Unsubscription | null {
  const [, orgId, userId, word, given = ''] =
    /^([0-9a-z]{1,6})\.([0-9a-z]{1,6})\.([0-9a-z]{1,6}|-|_)\.([\w-]{24})$/.exec(token) ?? [];
  if (orgId === undefined || userId === undefined || word === undefined) return null;
  if (!timingSafeEqual(signature(key, `${orgId}.${userId}.${word}`), Buffer.from(given, 'base64url'))) return null;
  return { orgId: idOf(orgId), userId: idOf(userId), stops: stopsOf(word) };
}

const idOf = (text: string): number => Number.parseInt(text, 36);

function stopsOf(word: string): Stops {
  if (word === WEEKLY) return 'weekly';
  if (word === WATCHED) return 'watched';
  return word === ALERTS ? 'alerts' : { team: idOf(word) };
}
