import type { Level } from '../inventory.ts';

const ADMIN = new Set(['administration', 'organization_administration', 'admin']);
const WRITES = new Set(['write', 'admin']);

/** What an app or a token may do by its own permissions, as a level; null where it has none of its own, or they are not told. */
export function ownLevel(permissions: unknown): Level | null {
  if (typeof permissions !== 'object' || permissions === null) return null;
  const entries = Object.entries(permissions);
  if (entries.length === 0) return 0;
  const written = entries.filter(([, how]) => WRITES.has(String(how))).map(([name]) => name);
  if (written.length === 0) return 1;
  return written.some((name) => ADMIN.has(name)) ? 5 : 3;
}
