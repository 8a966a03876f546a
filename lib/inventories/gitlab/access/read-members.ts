import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import type { GitlabMember, GitlabShare, GitlabToken } from '#lib/domain/privilege/gitlab/facts.ts';
import { isTokenUser } from '#lib/inventories/gitlab/people.ts';
import { rowsOf } from '#lib/inventories/shared/answers.ts';
import { idOf } from '#lib/inventories/shared/values.ts';
import { asNumber, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import type { GroupId } from './read-rules.ts';

/** Names of accounts by their ids, as they are come across. */
export type Names = Map<string, string>;

/** Who is in a list at a moment: not who is blocked, or whose membership ended. Accounts of access tokens are the tokens. */
export function membersOf(rows: readonly Json[] | null, now: string, names: Names): Known<readonly GitlabMember[]> {
  return (
    rows?.flatMap((row): GitlabMember[] => {
      const number = idOf(row.id);
      const name = asString(row.username);
      const level = asNumber(row.access_level);
      if (number === null || name === null || level === null || isTokenUser(name)) return [];
      const state = asString(row.state) ?? 'active';
      if (state !== 'active' || asString(row.membership_state) === 'awaiting' || isOver(row, now)) return [];
      names.set(`user:${number}`, name);
      return [{ person: `user:${number}`, level }];
    }) ?? null
  );
}

/** Groups that were invited; null where that was not told. */
export function sharesOf(value: unknown, now: string, groupId: GroupId): Known<readonly GitlabShare[]> {
  return (
    rowsOf(value)?.flatMap((row): GitlabShare[] => {
      const number = idOf(row.group_id);
      const level = asNumber(row.group_access_level);
      return number === null || level === null || isOver(row, now) ? [] : [{ group: groupId(number), level }];
    }) ?? null
  );
}

/** Tokens of a group or project that can still be used. */
export function tokensOf(rows: readonly Json[] | null, now: string): Known<readonly GitlabToken[]> {
  return (
    rows?.flatMap((row): GitlabToken[] => {
      const number = idOf(row.id);
      const level = asNumber(row.access_level);
      if (number === null || level === null || row.revoked === true || row.active === false || isOver(row, now))
        return [];
      const scopes = Array.isArray(row.scopes) ? asStrings(row.scopes) : null;
      const administers = scopes?.includes('api') ?? null;
      const writes = scopes === null ? null : administers === true || scopes.includes('write_repository');
      return [{ id: `token:${number}`, name: asString(row.name) ?? `token ${number}`, level, writes, administers }];
    }) ?? null
  );
}

/** An end is a day, at whose beginning it is over. */
export function isOver(row: Json, now: string): boolean {
  const end = asString(row.expires_at);
  return end !== null && end.slice(0, 10) <= now.slice(0, 10);
}
