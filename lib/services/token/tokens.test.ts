import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { revokeToken } from '#db/queries/tokens.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { Fault } from '#lib/errors.ts';
import { identifyToken } from '../access/identify-token.ts';
import { ensureOrganization } from '../setup/ensure-organization.ts';
import { createToken } from './create.ts';
import { makeToken } from './format.ts';

const database = await testDatabase();
const sql = connect(database, { max: 4 });
const admin = connect(database, { max: 1, writable: true });
const NOW = new Date('2026-03-02T09:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const DAY = 86_400;
let orgId = 0;

beforeAll(async () => {
  orgId = (await inTransaction(sql, (tx) => ensureOrganization(tx, NOW))).id;
});
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()]);
  await database.drop();
});

const create = (input: object) =>
  createToken({ ...operatorOf(orgId), sql, now: () => NOW }, createTokenBody.parse({ name: 'ci', ...input }));

async function refusal(text: string, at = NOW): Promise<string> {
  const error = await identifyToken(sql, text, at).catch((thrown) => thrown);
  return error instanceof Fault && error.code === 'unauthenticated' ? error.sentence : `not refused: ${String(error)}`;
}

describe('tokens', () => {
  it('authenticate with the kind and scopes they were made with, and only their hash is stored', async () => {
    const upload = await create({ kind: 'upload', repositories: ['acme/*'] });
    const api = await create({ kind: 'api', role: 'security' });
    expect((await identifyToken(sql, upload.token, NOW)).principal).toEqual({
      kind: 'upload_token',
      orgId,
      tokenId: upload.id,
      pipelines: [],
      scanners: [],
      scopes: ['acme/*'],
    });
    expect((await identifyToken(sql, api.token, NOW)).principal).toMatchObject({ kind: 'api_token', role: 'security' });
    const stored = JSON.stringify(await sql`select *, encode(hash, 'escape') as text from tokens`);
    expect(stored).not.toContain(upload.token.slice(7, 39));
    expect(await sql`select hint from tokens where id = ${upload.id}`).toEqual([{ hint: upload.token.slice(-4) }]);
  });

  it('expire after 90 days by default, and are then refused with that reason', async () => {
    const { token } = await create({ kind: 'upload' });
    expect((await identifyToken(sql, token, later(90 * DAY - 1))).orgId).toBe(orgId);
    expect(await refusal(token, later(90 * DAY))).toMatch(/The token "ci" ended on 2026-05-31\. Make a new one/);
  });

  it('that were revoked, are unknown or mistyped are refused, each with its reason', async () => {
    const { id, token } = await create({ kind: 'upload' });
    await admin`update tokens set revoked_at = ${NOW} where id = ${id}`;
    expect(await refusal(token)).toMatch(/was revoked/);
    expect(await refusal(makeToken('upload'))).toMatch(/not known here/);
    expect(await refusal(`${token.slice(0, -1)}_`)).toMatch(/mistyped/);
    expect(await refusal('hello')).toMatch(/mistyped/);
  });

  it('are revoked by their own organization only; once more keeps the time of the first', async () => {
    const { id, token } = await create({ kind: 'upload' });
    const revoke = (org: number, at: Date) => inTransaction(sql, (tx) => revokeToken(tx, { orgId: org }, id, at));
    expect(await revoke(orgId + 1, NOW)).toBeNull();
    expect((await identifyToken(sql, token, NOW)).orgId).toBe(orgId);
    expect(await revoke(orgId, later(1))).toMatchObject({ changed: true });
    expect(await revoke(orgId, later(9))).toMatchObject({ changed: false });
    expect(await sql`select revoked_at from tokens where id = ${id}`).toEqual([{ revokedAt: later(1) }]);
  });

  it('note their last use at most once a minute', async () => {
    const { id, token } = await create({ kind: 'upload' });
    const used = async () => (await sql<{ lastUsedAt: Date }[]>`select last_used_at from tokens where id = ${id}`)[0];
    await identifyToken(sql, token, NOW);
    await identifyToken(sql, token, later(59));
    expect((await used())?.lastUsedAt).toEqual(NOW);
    await identifyToken(sql, token, later(61));
    expect((await used())?.lastUsedAt).toEqual(later(61));
  });

  it.each([
    [{ kind: 'api' }, 'role'],
    [{ kind: 'upload', role: 'admin' }, 'role'],
    [{ kind: 'upload', expires_in_days: null }, 'expires_in_days'],
  ])('refuse %j, naming %s', async (input, path) => {
    const error = await create(input).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_input', fields: [{ path }] });
  });
});
