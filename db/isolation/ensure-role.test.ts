import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '#scripts/machine/embedded.ts';
import { type ConnectionSettings, connect, type Database } from '../client.ts';
import { migrate } from '../migrate.ts';
import { TEST_SERVER } from '../testing.ts';
import { appRoleOf, quoted } from './app-role.ts';

let admin: Database;
let at: (user: string) => ConnectionSettings;
const made: string[] = [];

beforeAll(async () => {
  const server = await startEmbedded({ dataDir: TEST_SERVER, durable: false });
  admin = connect({ url: server.adminUrl, socketDir: server.socketDir }, { max: 1, writable: true });
  at = (user) => {
    const url = new URL(server.adminUrl);
    [url.username, url.password, url.pathname] = [encodeURIComponent(user), 'x', `/${encodeURIComponent(user)}`];
    return { url: url.toString(), socketDir: server.socketDir };
  };
});
afterAll(async () => {
  for (const user of made) {
    await admin.unsafe(`drop database if exists ${quoted(user)} with (force)`);
    await admin.unsafe(`drop role if exists ${quoted(appRoleOf(user))}`);
    await admin.unsafe(`drop role ${quoted(user)}`);
  }
  await admin.end();
});

/** An administrator makes a user with a database of its own, as docs/operations.md says. */
async function owner(rights: string, ending = ''): Promise<string> {
  const user = `owner.${randomBytes(4).toString('hex')}${ending}`;
  await admin.unsafe(`create role ${quoted(user)} login ${rights} password 'x'`);
  await admin.unsafe(`create database ${quoted(user)} owner ${quoted(user)}`);
  made.push(user);
  return user;
}

async function isBound(user: string): Promise<void> {
  const sql = connect(at(user), { max: 2 });
  try {
    await sql.begin(
      (tx) =>
        tx`insert into organizations (slug, name, demo, created_at) values ('a', 'A', false, now()), ('b', 'B', false, now())`,
    );
    const bound = sql.boundTo(2);
    expect(await bound`select slug from organizations`).toEqual([{ slug: 'b' }]);
    expect(await bound.begin((tx) => tx`select slug, current_user::text as role from organizations`)).toEqual([
      { slug: 'b', role: appRoleOf(user) },
    ]);
  } finally {
    await sql.end();
  }
}

describe("a user of somebody's own PostgreSQL", () => {
  it('who may make roles needs nothing else, also with a long name', async () => {
    for (const user of [await owner('createrole'), await owner('createrole', '-'.repeat(45))]) {
      await migrate(at(user));
      await isBound(user);
    }
  });

  it('who may not is told what an administrator has to run, and starts once it was run', async () => {
    const user = await owner('');
    const refusal = await migrate(at(user)).then(
      () => null,
      (error: unknown) => error as { code: string; message: string },
    );
    expect(refusal).toMatchObject({ code: 'configuration' });
    const statements = refusal?.message.split('\n').slice(1) ?? [];
    expect(statements).toEqual([`  create role "${user}_app" nologin;`, `  grant "${user}_app" to "${user}";`]);
    for (const statement of statements) await admin.unsafe(statement);
    await migrate(at(user));
    await isBound(user);
  });

  it('is refused a role that row-level security does not apply to, or that is the owner as well', async () => {
    const user = await owner('createrole');
    const role = quoted(appRoleOf(user));
    await admin.unsafe(`create role ${role} nologin bypassrls`);
    await admin.unsafe(`grant ${role} to ${quoted(user)}`);
    await expect(migrate(at(user))).rejects.toThrow(`alter role ${role} nosuperuser nobypassrls`);
    await admin.unsafe(`alter role ${role} nobypassrls`);
    await migrate(at(user));
    await admin.unsafe(`revoke ${role} from ${quoted(user)}`);
    await admin.unsafe(`grant ${quoted(user)} to ${role}`);
    await expect(migrate(at(user))).rejects.toMatchObject({ code: 'configuration' });
  });
});
