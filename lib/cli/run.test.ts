import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { dropEverything } from '#db/queries/backup.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import { getSetup } from '#lib/views/access/get-setup.ts';
import { commands } from './run.ts';
import { runLine } from './testing.ts';
import type { Io } from './verb.ts';

const database = await testDatabase();
const sql = connect(database, { max: 2 });
const admin = connect(database, { max: 1, writable: true });
const home = mkdtempSync(join(tmpdir(), 'plumbline-cli-'));
const base = {
  DATABASE_URL: database.url,
  PLUMBLINE_DATABASE_SOCKET: database.socketDir ?? undefined,
  PUBLIC_URL: 'https://plumbline.test',
};

const plumbline = (line: string, env: Record<string, string | undefined> = {}, io?: Partial<Io>) =>
  runLine(line, { ...base, ...env }, io);

afterAll(async () => {
  rmSync(home, { recursive: true });
  await Promise.all([sql.end(), admin.end()]);
  await database.drop();
});

describe('the command line', () => {
  it('lists every command with --help, and refuses unknown ones with exit code 2', async () => {
    const help = await plumbline('--help');
    expect(help.code).toBe(0);
    for (const [words, verb] of await commands()) {
      expect(verb.words).toBe(words);
      expect(help.out).toContain(`  ${words}`);
    }
    expect((await plumbline('token create --help')).out).toContain('usage: plumbline token create');
    expect(await plumbline('frobnicate')).toMatchObject({ code: 2, out: '' });
    expect((await plumbline('')).code).toBe(2);
    expect(await plumbline('token create --nmae x')).toMatchObject({ code: 2, out: '' });
  });

  it('works with no database that holds a part of a backup only', async () => {
    await admin`create table plumbline_restoring (began timestamptz not null)`;
    const refused = await plumbline('recount');
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('was interrupted')]);
    await admin`drop table plumbline_restoring`;
    expect((await plumbline('recount')).code).toBe(0);
  });

  it('fills an embedded database that runs empty, because a restore was killed right after it started it', async () => {
    const empty = await testDatabase();
    const owner = connect(empty, { max: 1, writable: true });
    await inTransaction(owner, dropEverything);
    const startDatabase = async () => ({ ...empty, reused: true, stop: async () => undefined });
    const embedded = { DATABASE_URL: undefined, PLUMBLINE_DATABASE_SOCKET: undefined, DATA_DIR: home };
    expect(await plumbline('recount', embedded, { startDatabase })).toEqual({
      code: 0,
      out: '{"differences":[]}\n',
      err: '',
    });
    await owner.end();
    await empty.drop();
  });

  it('makes tokens on a fresh installation and prints nothing else', async () => {
    const upload = await plumbline('token create --kind upload --repo acme/* --name ci');
    expect(upload).toMatchObject({ code: 0, err: '' });
    expect(upload.out).toMatch(/^plb_up_[0-9A-Za-z]{38}\n$/);
    const { principal } = await identifyToken(sql, upload.out.trim(), new Date());
    expect(principal).toMatchObject({ kind: 'upload_token', scopes: ['acme/*'] });
    const api = await plumbline('token create --kind api --role admin --name ops --days never');
    expect((await identifyToken(sql, api.out.trim(), new Date())).principal).toMatchObject({ role: 'admin' });
    expect(await sql`select name from organizations`).toHaveLength(1);
    const bad = await plumbline('token create --kind api --name ops');
    expect(bad).toMatchObject({ code: 2, out: '' });
    expect(bad.err).toMatch(/role/);
    expect((await plumbline('token create --kind upload --name ci --repo acme')).err).toMatch(/--repo must be owner/);
  });

  it('invites people and makes setup links, each usable', async () => {
    const invitation = await plumbline('user create --email bo@example.com --role admin');
    expect(invitation.out).toMatch(/^https:\/\/plumbline\.test\/setup\?code=\w{43}\n$/);
    const code = new URL(invitation.out.trim()).searchParams.get('code') ?? '';
    expect(await getSetup(sql, code, new Date())).toMatchObject({ kind: 'invite', email: 'bo@example.com' });
    expect((await plumbline('user create --email nonsense')).code).toBe(2);
    const link = await plumbline('setup link');
    const setup = new URL(link.out.trim()).searchParams.get('code') ?? '';
    expect(await getSetup(sql, setup, new Date())).toEqual({ kind: 'first_admin' });
  });

  /** As if the person had opened the invitation. */
  const accept = (email: string) => admin`
    with account as (insert into accounts (email, created_at) values (${email}, ${new Date()}) returning id)
    update users set account_id = (select id from account) where email = ${email}`;

  it('lists people, disables and enables them, and gives them roles, but for the last administrator', async () => {
    await plumbline('user create --email cy@example.com --role viewer');
    const cy = async () => (await plumbline('user list')).out.split('\n').find((line) => line.startsWith('cy@'));
    expect(await cy()).toBe('cy@example.com\tviewer\tinvited\tnever');
    expect(await plumbline('user role --email CY@example.com --role admin')).toMatchObject({ code: 0, out: '' });
    await accept('cy@example.com');
    expect(await cy()).toBe('cy@example.com\tadmin\tactive\tnever');
    expect(await plumbline('user disable --email cy@example.com')).toMatchObject({
      code: 2,
      err: expect.stringContaining('last administrator'),
    });
    await accept('bo@example.com');
    expect((await plumbline('user disable --email cy@example.com')).code).toBe(0);
    expect(await cy()).toBe('cy@example.com\tadmin\tdisabled\tnever');
    expect((await plumbline('user enable --email cy@example.com')).code).toBe(0);
    expect(await cy()).toBe('cy@example.com\tadmin\tactive\tnever');
    expect(await plumbline('user disable --email nobody@example.com')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nobody@example.com'),
    });
    expect((await plumbline('user role --email cy@example.com --role root')).err).toContain('--role');
  });

  it('makes another organization; commands then name theirs, and each has people of its own', async () => {
    const made = await plumbline('organization create --name Second --slug second --admin cy@example.com');
    expect(made.out).toMatch(/^https:\/\/plumbline\.test\/setup\?code=\w{43}\n$/);
    expect((await plumbline('organization list')).out).toBe('default\tMy organization\nsecond\tSecond\n');
    expect(await plumbline('organization create --name Other --slug second --admin x@example.com')).toMatchObject({
      code: 2,
      err: expect.stringContaining('second already'),
    });
    expect((await plumbline('organization create --name Other --slug Sécond --admin x@example.com')).err).toContain(
      '--slug must be',
    );
    for (const command of [
      'user list',
      'user create --email x@example.com',
      'token create --name ci',
      'audit export',
    ]) {
      expect(await plumbline(command)).toMatchObject({ code: 2, err: expect.stringContaining('--organization') });
    }
    expect((await plumbline('user list --organization second')).out).toBe('cy@example.com\tadmin\tinvited\tnever\n');
    expect((await plumbline('user list --organization default')).out).toContain('bo@example.com\tadmin\tactive');
    const token = (await plumbline('token create --name ci --organization second')).out.trim();
    const [second] = await sql<{ id: number }[]>`select id from organizations where slug = 'second'`;
    expect((await identifyToken(sql, token, new Date())).orgId).toBe(second?.id);
    expect((await plumbline('user remove --email cy@example.com --organization second')).code).toBe(0);
    expect((await plumbline('user list --organization second')).out).toBe('');
    expect((await plumbline('user list --organization default')).out).toContain('cy@example.com');
  });

  it('recounts: 0 when every stored count is right', async () => {
    expect(await plumbline('recount')).toMatchObject({ code: 0, out: '{"differences":[]}\n', err: '' });
  });

  it('says what migrating did', async () => {
    expect(await plumbline('db migrate')).toMatchObject({ code: 0, out: '{"applied":[]}\n' });
  });
});
