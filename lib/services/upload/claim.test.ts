import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { acceptUpload } from './accept.ts';
import { claimFits } from './claim-fits.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const REPORT = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call();' }]);

async function send(repo: string, params: Record<string, unknown> = {}) {
  tick(harness, 1);
  const { upload, duplicate } = await harness.accept({ repo, commit: 'aaaaaa1', ...params }, REPORT);
  const { number, state, reason } = duplicate ? upload : await harness.process(upload);
  return { number, duplicate, state, reason };
}

describe('bytes that are known, with a claim', () => {
  it.each([{}, { commit: 'aaaaaa2' }, { label: 'other' }])(
    'that is wrong are refused, naming what was found: %j',
    async (params) => {
      const repo = `acme/wrong-${Object.keys(params).join()}`;
      const first = await send(repo);
      expect(await send(repo, { ...params, scanner: 'trivy' })).toMatchObject({
        duplicate: false,
        state: 'rejected',
        reason: expect.stringContaining('plumbtest'),
      });
      expect(await send(repo, { ...params, scanner: 'snyk' })).toMatchObject({ duplicate: false, state: 'rejected' });
      const [count] = await harness.sql`
        select count(*)::int as count from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
        where r.slug = ${repo} and f.state = 'open'`;
      expect(count).toEqual({ count: 1 });
      // The refused ones changed nothing: the first delivery, received again, is what it was.
      expect(await send(repo)).toMatchObject({ number: first.number, duplicate: true });
    },
  );

  it.each(['plumbtest', 'PlumbTest', 'sarif'])('that fits are the same upload: %s', async (scanner) => {
    const repo = `acme/fits-${scanner}`.toLowerCase();
    const first = await send(repo);
    expect(await send(repo, { scanner })).toMatchObject({ number: first.number, duplicate: true });
  });

  it('are read again while nobody knows yet what they are, and the wrong claim is refused all the same', async () => {
    const repo = 'acme/waiting';
    const first = await harness.accept({ repo, commit: 'aaaaaa1' }, REPORT);
    const second = await harness.accept({ repo, commit: 'aaaaaa1', scanner: 'trivy' }, REPORT);
    expect(second.duplicate).toBe(false);
    expect((await harness.process(first.upload)).state).toBe('processed');
    expect((await harness.process(second.upload)).state).toBe('rejected');
  });

  it('are refused under a known Idempotency-Key too', async () => {
    const ctx: Context = harness.ctx;
    const deliver = (scanner?: string) => {
      const { sha256, blob, bytes, storedBytes } = first.upload;
      const report = { sha256, blob, bytes, storedBytes, filename: null };
      const params = uploadParams.parse({ repo: 'acme/keyed', ...(scanner ? { scanner } : {}) });
      return acceptUpload(ctx, { params, report, idempotencyKey: 'once' });
    };
    const first = await harness.accept({ repo: 'acme/keyed', label: 'bytes' }, REPORT);
    const keyed = await deliver();
    await harness.process(keyed.upload);
    expect(await deliver('plumbtest')).toMatchObject({ duplicate: true, upload: { number: keyed.upload.number } });
    await expect(deliver('trivy')).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('plumbtest'),
    });
  });
});

describe('a claim', () => {
  it.each([
    [null, true],
    ['gitleaks', true],
    ['Git Leaks', false],
    ['trivy', false],
  ])('%s fits a report that was read as gitleaks: %s', (claim, fits) => {
    expect(claimFits(claim, { claim: null, scanner: 'gitleaks', format: 'gitleaks' })).toBe(fits);
  });

  it('fits nothing that was not read, but itself', () => {
    const unread = { claim: 'gitleaks', scanner: null, format: null };
    expect([claimFits('gitleaks', unread), claimFits('trivy', unread), claimFits(null, unread)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
