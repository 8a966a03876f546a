import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { insertOrganization } from '#db/queries/organizations.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { runLine } from '../testing.ts';

const database = await testDatabase();
const admin = connect(database, { max: 1, writable: true });
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const plumbline = (line: string) =>
  runLine(line, {
    SUDO_USER: 'mallory',
    DATABASE_URL: database.url,
    PLUMBLINE_DATABASE_SOCKET: database.socketDir ?? undefined,
  });

const linesOf = ({ out }: { out: string }) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('the audit log on the command line', () => {
  it('is exported with filters, newest first, and names the command line', async () => {
    await plumbline('token create --kind upload --name first');
    await plumbline('token create --kind upload --name second');
    await plumbline('user create --email ada@example.com');
    const all = linesOf(await plumbline('audit export'));
    expect(new Set(all.map(({ actor }) => actor.name))).toEqual(new Set(['mallory']));
    expect(all.map(({ sequence, verb, actor }) => [sequence, verb, actor.kind])).toEqual([
      [4, 'audit.exported', 'command_line'],
      [3, 'person.invited', 'command_line'],
      [2, 'token.created', 'command_line'],
      [1, 'token.created', 'command_line'],
    ]);
    const since = new Date(Date.now() + 60_000).toISOString();
    const found = async (filter: string) =>
      linesOf(await plumbline(`audit export ${filter}`)).map(({ sequence }) => sequence);
    expect(await found('--target FIR')).toEqual([1]);
    expect(await found('--verb token')).toEqual([2, 1]);
    expect(await found('--verb token.created')).toEqual([2, 1]);
    expect(await found('--who Ada')).toEqual([]);
    expect(await found(`--since ${since}`)).toEqual([]);
    expect(await found(`--until ${since} --verb person.invited`)).toEqual([3]);
    expect(await plumbline('audit export --verb nonsense')).toMatchObject({ code: 2, out: '' });
  });

  it('verifies, and names the first entry that is wrong with exit code 1', async () => {
    const right = await plumbline('audit verify');
    expect(right).toMatchObject({ code: 0, err: '' });
    const [{ entries, sequence, hash, problem }] = linesOf(right);
    expect([entries, sequence, problem]).toEqual([10, 10, null]);
    expect((await plumbline(`audit verify --anchor ${sequence}:${hash} --anchor ${hash}`)).code).toBe(0);
    const other = await plumbline(`audit verify --anchor ${sequence}:${'0'.repeat(64)}`);
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('was rewritten')]);
    expect((await plumbline(`audit verify --anchor ${'f'.repeat(64)}`)).err).toContain('No entry has the hash ffff');
    expect((await plumbline('audit verify --anchor 3')).code).toBe(2);
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-anchors-'));
    await writeFile(join(folder, 'noted'), `${right.out}\n${JSON.stringify({ organization: 9, sequence: 2, hash })}\n`);
    const missing = await plumbline(`audit verify --anchor ${join(folder, 'noted')}`);
    expect([missing.code, missing.err]).toEqual([
      1,
      'Audit log of organization 9: Entries 1 to 2 are missing: deleted, or moved to another place.\n',
    ]);
    const event = (organization: string) =>
      JSON.stringify({ type: 'audit_anchored', data: { organization, sequence, hash: 'f'.repeat(64) } });
    const [{ name = '' } = {}] = await admin<{ name: string }[]>`select name from organizations`;
    await writeFile(join(folder, 'noted'), event(name));
    const rewritten = await plumbline(`audit verify --anchor ${join(folder, 'noted')}`);
    expect([rewritten.code, rewritten.err]).toEqual([1, expect.stringContaining('was rewritten up to it')]);
    const namesake = { slug: 'namesake', name, demo: false, now: new Date() };
    const { id } = await inTransaction(admin, (tx) => insertOrganization(tx, namesake));
    const several = await plumbline(`audit verify --anchor ${join(folder, 'noted')}`);
    expect([several.code, several.err]).toEqual([
      2,
      expect.stringContaining(`several organizations are called ${name}`),
    ]);
    await admin`delete from organizations where id = ${id}`;
    await writeFile(join(folder, 'noted'), event('Nobody'));
    expect((await plumbline(`audit verify --anchor ${join(folder, 'noted')}`)).code).toBe(2);
    await writeFile(join(folder, 'noted'), '{"organization":1}');
    expect((await plumbline(`audit verify --anchor ${join(folder, 'noted')}`)).err).toContain(
      'noted, line 1: must be what',
    );
    await rm(folder, { recursive: true });
    await admin`update audit_entries set verb = 'token.revoked' where sequence = 2`;
    const wrong = await plumbline('audit verify');
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Entry 2 was changed')]);
    expect(linesOf(wrong)[0]).toMatchObject({ entries: 1, problem: { sequence: 2, how: 'changed' } });
  });
});
