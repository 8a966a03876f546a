import { createHash } from 'node:crypto';

/** Bytes of a role's name in PostgreSQL. */
const LONGEST = 63;

/**
 * The role that everything for one organization runs as. Roles belong to a whole cluster; this one is named after the
 * user that connects, so that two installations with users of their own never share it.
 */
export function appRoleOf(user: string): string {
  const name = `${user}_app`;
  if (Buffer.byteLength(name) <= LONGEST) return name;
  return `plumbline_app_${createHash('sha256').update(user).digest('hex').slice(0, 16)}`;
}

/** A name as an identifier in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
