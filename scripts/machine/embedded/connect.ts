import { setTimeout as sleep } from 'node:timers/promises';
import { classify } from '#db/classify-error.ts';
import { connect, type Sql } from '#db/client.ts';
import { ensureRole } from '#db/isolation/ensure-role.ts';
import { messageOf } from '#lib/errors.ts';

export const ADMIN = 'postgres';
export const APPLICATION = 'plumbline';

export interface Login {
  socketDir: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** Runs `work` on one connection that is closed after it. */
export async function withLogin<T>(login: Login, work: (sql: Sql) => Promise<T>): Promise<T> {
  const { socketDir, port, user, password, database } = login;
  const url = `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const sql = connect({ url, socketDir }, { max: 1, connectTimeout: 5, name: 'plumbline machine', writable: true });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

export type Answer = { kind: 'ready' } | { kind: 'waiting' } | { kind: 'refused'; reason: string };

/** Asks the server once. */
export async function ask(login: Login): Promise<Answer> {
  try {
    await withLogin(login, (sql) => sql`select 1`);
    return { kind: 'ready' };
  } catch (error) {
    // Not yet up, or going down: that may change by itself.
    if (classify(error) === 'lost_connection') return { kind: 'waiting' };
    return { kind: 'refused', reason: messageOf(error) };
  }
}

/** Makes the application's role and database where they are missing, and its password the recorded one. */
export async function ensureApplication(admin: Login, password: string): Promise<void> {
  await withLogin(admin, async (sql) => {
    const [role] = await sql`select 1 from pg_roles where rolname = ${APPLICATION}`;
    // No parameters in utility statements; the password is base64url of our own making.
    const secret = `'${password.replaceAll("'", '')}'`;
    const verb = role ? 'alter' : 'create';
    await sql.unsafe(`${verb} role ${APPLICATION} login createdb password ${secret}`);
    await ensureRole(sql, APPLICATION);
    const [database] = await sql`select 1 from pg_database where datname = ${APPLICATION}`;
    if (!database) await sql.unsafe(`create database ${APPLICATION} owner ${APPLICATION}`);
  });
}

/** Makes the role of bound transactions where it is missing: an earlier version, which had none, may have started the server. */
export const ensureAppRole = (admin: Login): Promise<string> => withLogin(admin, (sql) => ensureRole(sql, APPLICATION));

/** Asks until the server is ready or `stillThere` says that it is gone. Returns false in the latter case. */
export async function waitUntilReady(login: Login, stillThere: () => boolean): Promise<Answer | null> {
  for (let pause = 15; stillThere(); pause = Math.min(pause * 1.5, 300)) {
    const answer = await ask(login);
    if (answer.kind !== 'waiting') return answer;
    await sleep(pause);
  }
  return null;
}
