import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getActions } from './get-actions.ts';
import { getWhatIf } from './get-what-if.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const NAMES = ['a', 'b', 'c', 'd'];
const call = (name: string): FakeResult => ({ rule: name, file: `${name}.ts`, line: 1, code: `use(${name})` });
const report = (repo: string, names: readonly string[]) => harness.deliver({ repo }, sarifOf(names.map(call)));

describe('what scores would be if fixes were done', () => {
  it('is what they are when a report says so, of repositories and the organization', async () => {
    for (const repo of ['acme/web', 'acme/api']) await report(repo, NAMES);
    const { items } = await getActions(harness.ctx, actionListParams.parse({ kind: 'code', limit: 50 }));
    const chosen = items.filter(({ rule, title }) =>
      ['a', 'b'].some((name) => rule === name || title.endsWith(` ${name}`)),
    );
    expect(chosen.length).toBe(4);
    const ids = chosen.map(({ id }) => id);
    const told = await getWhatIf(harness.ctx, {
      actions: [...ids, ...ids, 'act_zzz_1', 'nonsense'],
      everywhere: false,
    });
    expect(told).toMatchObject({ actions: 4, hours: 16, repositories_total: 2 });
    for (const repo of ['acme/web', 'acme/api']) await report(repo, ['c', 'd']);
    const { score } = await getToday(harness.ctx);
    expect(told.organization?.after).toBe(score.score);
    expect(told.organization?.before).toBeLessThan(score.score ?? 0);
    expect(told.repositories.map(({ after }) => after)).toEqual([score.score, score.score]);
    // What is closed by now brings nothing more.
    const again = await getWhatIf(harness.ctx, { actions: ids, everywhere: false });
    expect(again).toMatchObject({
      actions: 0,
      repositories_total: 0,
      organization: { before: score.score, after: score.score },
    });
  });

  it('are those of the scope that is looked at', async () => {
    await report('acme/only', NAMES);
    const { items } = await getActions(harness.ctx, actionListParams.parse({ kind: 'code', limit: 50 }));
    const actions = items.map(({ id }) => id);
    const [all, web] = await Promise.all([
      getWhatIf(harness.ctx, { actions, everywhere: true }),
      getWhatIf(harness.ctx, { actions, everywhere: true, scope: 'repo:acme/web' }),
    ]);
    expect(all.repositories_total).toBe(3);
    expect(web.repositories.map(({ repo }) => repo)).toEqual(['acme/web']);
    expect(web.organization).toEqual({ before: web.repositories[0]?.before, after: web.repositories[0]?.after });
  });

  it('counts what measuring would bring, where nothing is found', async () => {
    tick(harness, 1);
    const { items } = await getActions(harness.ctx, actionListParams.parse({ kind: 'coverage', limit: 50 }));
    const told = await getWhatIf(harness.ctx, { actions: items.map(({ id }) => id), everywhere: false });
    expect(told.actions).toBe(items.length);
    expect(told.organization?.after ?? 0).toBeGreaterThan((told.organization?.before ?? 0) + 20);
  });
});
