import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { writeZip } from '#lib/scanners/shared/write-zip.ts';
import { findReadScope } from '#lib/services/access/find-read-scope.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import { type Harness, startHarness, tick } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { problemResponse } from '#lib/web/problem.ts';
import { postInventory } from './post-inventory.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const using = (action: string) =>
  `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ${action}\n`;

async function zipOf(files: Record<string, string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  const members = Object.entries(files).map(([name, text]) => {
    const data = Buffer.from(text);
    return { name, data, method: 0, crc: crc32(data), inflated: data.length };
  });
  for await (const part of writeZip(members)) parts.push(part);
  return Buffer.concat(parts);
}

async function post(query: string, body: string | Buffer, ctx: Context = harness.ctx) {
  const init = { method: 'POST', body: new Uint8Array(Buffer.from(body)) };
  const request = new Request(`http://plumbline.test/api/v1/inventories?source=workflows${query}`, init);
  const response = await postInventory(ctx, request).catch(problemResponse);
  return { status: response.status, body: await response.json() };
}

async function processAll(): Promise<void> {
  const waiting = await harness.sql<{ repoId: number; number: number }[]>`
    select repo_id, number from uploads where org_id = ${harness.ctx.orgId} and state = 'received' order by received_at, number`;
  for (const { repoId, number } of waiting) await harness.process({ repoId, number } as never);
}

const strays = async (): Promise<number> => {
  const claimed = new Set((await harness.sql<{ blob: string }[]>`select blob from uploads`).map(({ blob }) => blob));
  let count = 0;
  for await (const name of harness.blobs.list(new Date(Date.now() + 86_400_000))) if (!claimed.has(name)) count += 1;
  return count;
};

describe('files of pipelines', () => {
  it('of one repository are an upload', async () => {
    const answer = await post('&repo=acme/one&path=.github/workflows/ci.yml', using('acme/x@v1'));
    expect(answer).toMatchObject({
      status: 202,
      body: { repo: 'acme/one', pipeline: 'workflows', status: 'received' },
    });
    await processAll();
    const again = await post('&repo=acme/one&path=.github/workflows/ci.yml', using('acme/x@v1'));
    expect(again).toMatchObject({
      status: 200,
      body: { duplicate: true, scanner: 'plumbline-workflows', introduced: 1 },
    });
  });

  it('of many become one upload for each, and what belongs to none is said', async () => {
    tick(harness, 1);
    const zip = await zipOf({
      'acme/b/.github/workflows/ci.yml': using('acme/x@v1'),
      'acme/a/.github/workflows/ci.yml': using('acme/x@v1'),
      'Acme/A/.github/workflows/cd.yml': using('acme/y@v1'),
      'readme.md': '# all',
    });
    const answer = await post('', zip);
    expect(answer.status).toBe(202);
    expect(answer.body.uploads.map(({ repo }: { repo: string }) => repo)).toEqual(['acme/a', 'acme/b']);
    expect(answer.body).toMatchObject({ skipped_count: 1, skipped: [{ position: 'readme.md' }] });
    await processAll();
    const again = await post('', zip);
    expect(again).toMatchObject({
      status: 200,
      body: {
        uploads: [
          { duplicate: true, introduced: 2 },
          { duplicate: true, introduced: 1 },
        ],
      },
    });
    expect(await strays()).toBe(0);
  });

  it("refuse the whole, with nothing stored, where one repository is not the token's", async () => {
    const now = harness.clock.now;
    const body = createTokenBody.parse({ kind: 'upload', name: 'ci', repositories: ['acme/mine'] });
    const { token } = await createToken({ ...harness.ctx, now: () => now }, body);
    const identity = await identifyToken(harness.systemSql, token, now);
    if (identity === null) throw new Error('nobody');
    const ctx = { ...harness.ctx, ...identity, readScope: await findReadScope(harness.systemSql, identity.principal) };
    const mine = { 'acme/mine/.github/workflows/ci.yml': using('acme/x@v1') };
    const refused = await post(
      '',
      await zipOf({ ...mine, 'acme/other/.github/workflows/ci.yml': using('acme/x@v1') }),
      ctx,
    );
    expect(refused.status).toBe(403);
    expect(await harness.sql`select 1 from repositories where slug = 'acme/mine'`).toHaveLength(0);
    expect((await post('', await zipOf(mine), ctx)).status).toBe(202);
    expect(await strays()).toBe(0);
  });

  it.each([
    ['', 'not an archive', 422, /zip archive/],
    ['', using('acme/x@v1'), 422, /one file with repo and path/],
    ['&path=ci.yml', using('acme/x@v1'), 400, /needs repo/],
    ['&repo=nobody', 'x', 400, /owner\/name/],
    ['', '', 400, /empty/],
  ])('are refused where they are none: %j %#', async (query, body, status, detail) => {
    const answer = await post(query, body);
    expect([answer.status, answer.body.detail ?? '']).toEqual([status, expect.stringMatching(detail)]);
    expect(await strays()).toBe(0);
  });

  it('name an unknown source as such', async () => {
    const request = new Request('http://plumbline.test/api/v1/inventories?source=tea', { method: 'POST', body: 'x' });
    expect((await postInventory(harness.ctx, request).catch(problemResponse)).status).toBe(400);
  });
});
