import { Fault } from '#lib/errors.ts';
import { sqlState } from '../classify-error.ts';
import type { Sql } from '../connection.ts';
import { appRoleOf, quoted } from './app-role.ts';

/** SQLSTATEs for "it exists already", also when another process makes it at this moment. */
const EXISTS = new Set(['42710', '23505']);
const NOT_ALLOWED = '42501';

/**
 * Makes sure that `user` may act as the role of bound transactions, which owns nothing and obeys row-level security.
 * @param user who connects; default: the user of `sql`, who then needs the right to make roles, unless the role is there
 * @returns the role's name
 * @throws Fault `configuration` with the statements that an administrator of the database has to run
 */
export async function ensureRole(sql: Sql, user?: string): Promise<string> {
  const [own] = await sql<{ name: string }[]>`select session_user::text as name`;
  const connecting = user ?? own?.name ?? '';
  const role = appRoleOf(connecting);
  const statements = [`create role ${quoted(role)} nologin`, `grant ${quoted(role)} to ${quoted(connecting)}`] as const;
  const isOwn = connecting === own?.name;
  try {
    if (!(await exists(sql, role))) await unlessExists(() => sql.begin((tx) => tx.unsafe(statements[0])));
    // Before it is granted: PostgreSQL before 16 refuses a circle of roles in words of its own.
    await refusePowerful(sql, role, connecting);
    if (!(await mayBecome(sql, role, connecting, isOwn))) await sql.begin((tx) => tx.unsafe(statements[1]));
  } catch (error) {
    if (sqlState(error) !== NOT_ALLOWED) throw error;
    throw refusal(`Plumbline's database user ${connecting} may not make the role ${role}`, statements, error);
  }
  return role;
}

const exists = async (sql: Sql, role: string): Promise<boolean> =>
  (await sql`select 1 from pg_catalog.pg_roles where rolname = ${role}`).length > 0;

async function unlessExists(make: () => Promise<unknown>): Promise<void> {
  await make().catch((error: unknown) => {
    if (!EXISTS.has(sqlState(error) ?? '')) throw error;
  });
}

/** Tried, where it is one's own right: from PostgreSQL 16 on a member of a role may still lack the right to take it on. */
async function mayBecome(sql: Sql, role: string, user: string, isOwn: boolean): Promise<boolean> {
  if (!isOwn) {
    const [row] = await sql<{ member: boolean }[]>`select pg_has_role(${user}, ${role}, 'MEMBER') as member`;
    return row?.member === true;
  }
  try {
    await sql.begin((tx) => tx.unsafe(`set local role ${quoted(role)}`));
    return true;
  } catch (error) {
    if (sqlState(error) === NOT_ALLOWED) return false;
    throw error;
  }
}

/** A role that row-level security does not apply to would isolate nothing. */
async function refusePowerful(sql: Sql, role: string, user: string): Promise<void> {
  const [row] = await sql<{ bypasses: boolean; owns: boolean }[]>`
    select rolsuper or rolbypassrls as bypasses, pg_has_role(${role}, ${user}, 'MEMBER') as owns
    from pg_catalog.pg_roles where rolname = ${role}`;
  if (row?.bypasses) {
    throw refusal(`Row-level security does not apply to the role ${role}`, [
      `alter role ${quoted(role)} nosuperuser nobypassrls`,
    ]);
  }
  if (row?.owns) {
    const statement = `revoke ${quoted(user)} from ${quoted(role)}`;
    throw refusal(`The role ${role} is a member of ${user}, who owns the tables`, [statement]);
  }
}

function refusal(sentence: string, statements: readonly string[], cause?: unknown): Fault {
  const todo = statements.map((statement) => `  ${statement};`).join('\n');
  return new Fault(
    'configuration',
    `${sentence}. An administrator of the database has to run, once:\n${todo}`,
    cause === undefined ? {} : { cause },
  );
}
