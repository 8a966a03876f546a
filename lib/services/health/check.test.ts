import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSignOfLife } from '#db/queries/workers.ts';
import { inTransaction } from '#db/transaction.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { checkHealth, healthProblem } from './check.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const check = () => checkHealth(harness.systemSql, harness.clock.now);
const seen = () => inTransaction(harness.systemSql, (tx) => writeSignOfLife(tx, 'worker', harness.clock.now));

describe('health', () => {
  it('tells a silent worker and a late queue apart, and is well otherwise', async () => {
    expect(await check()).toEqual({ worker: 'silent', queue: 'ok' });
    expect(healthProblem(await check())?.sentence).toContain('No worker shows a sign of life');
    await seen();
    expect(await check()).toEqual({ worker: 'ok', queue: 'ok' });
    expect(healthProblem(await check())).toBeNull();
    const { upload } = await harness.accept({}, sarifOf([]));
    tick(harness, 10);
    await seen();
    expect(await check()).toEqual({ worker: 'ok', queue: 'late' });
    expect(healthProblem(await check())?.sentence).toContain('more than ten minutes');
    await harness.process(upload);
    expect(await check()).toEqual({ worker: 'ok', queue: 'ok' });
  });

  it('does not mind reports of the demo, which its loader reads', async () => {
    const { upload } = await harness.accept({ repo: 'acme/made-up' }, sarifOf([]));
    await harness.admin`update repositories set demo = true where id = ${upload.repoId}`;
    tick(harness, 10);
    expect((await check()).queue).toBe('ok');
  });

  it('is refused without the schema of this version', async () => {
    await harness.admin`delete from plumbline_migrations where name = (select max(name) from plumbline_migrations)`;
    await expect(check()).rejects.toMatchObject({
      code: 'unavailable',
      sentence: expect.stringContaining('db migrate'),
    });
  });
});
