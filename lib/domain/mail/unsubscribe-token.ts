import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link in a mail stops: a person's weekly mail, or that about one team. */
export interface Unsubscription {
  orgId: number;
  userId: number;
  /** Id of the team; null: everything weekly. */
  team: number | null;
}

/** Says what the signature is for, so that no other text that is signed with the key passes for one. */
const PURPOSE = 'unsubscribe';

const signature = (key: string, text: string): Buffer =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`${PURPOSE}:${text}`).digest().subarray(0, 18);

/** For the address of a link that works without a sign-in, for good. */
export function unsubscribeToken(key: string, { orgId, userId, team }: Unsubscription): string {
  const text = [orgId, userId, team ?? 0].map((id) => id.toString(36)).join('.');
  return `${text}.${signature(key, text).toString('base64url')}`;
}

/**
 * Null for what was not made by `unsubscribeToken` with this key.
 */
export function readUnsubscribeToken(key: string, token: string): Unsubscription | null {
  const [, orgId, userId, team, given = ''] =
    /^([0-9a-z]{1,6})\.([0-9a-z]{1,6})\.([0-9a-z]{1,6})\.([\w-]{24})$/.exec(token) ?? [];
  if (orgId === undefined || userId === undefined || team === undefined) return null;
  if (!timingSafeEqual(signature(key, `${orgId}.${userId}.${team}`), Buffer.from(given, 'base64url'))) return null;
  const id = (text: string): number => Number.parseInt(text, 36);
  return { orgId: id(orgId), userId: id(userId), team: id(team) === 0 ? null : id(team) };
}
