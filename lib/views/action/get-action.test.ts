import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoverageRow, findCoverage } from '#db/queries/coverage.ts';
import { findPortfolio } from '#db/queries/posture.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { actionView } from '#lib/contracts/action-view.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { gainsOfMeasuring } from '#lib/domain/action/coverage.ts';
import { measuredOf } from '#lib/domain/score/coverage-gain.ts';
import { type Harness, sarifOf, tick } from '#lib/services/testing.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { startThreeRepositories } from '#lib/views/testing.ts';
import { getAction } from './get-action.ts';
import { getActions } from './get-actions.ts';
import { coverageEntries, isMeasured } from './queue.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startThreeRepositories();
});
afterAll(() => harness.close());

async function largest(repo: string) {
  const { items } = await getActions(harness.ctx, actionListParams.parse({ repo, limit: 200 }));
  const [first] = items.toSorted((a, b) => b.open - a.open);
  if (first === undefined) throw new Error('no action');
  return first;
}

describe('an action on coverage', () => {
  it('says what is to be measured, where it brings how much, and leads to those that lack it', async () => {
    const { items } = await getActions(harness.ctx, actionListParams.parse({ limit: 200 }));
    const row = items.find(({ kind, category, repo }) => kind === 'coverage' && category === 'secret' && repo === null);
    if (row === undefined) throw new Error('no action on coverage');
    expect(row.findings_url).toBe('/repositories?missing=secret');
    const view = await getAction(harness.ctx, row.id);
    expect(actionView.parse(view).coverage).toEqual({ category: 'secret', step: 'connect' });
    expect(view.elsewhere.map(({ repo }) => repo).sort()).toEqual([...row.repositories.names].sort());
    const lacking = await getRepositories(harness.ctx, repositoryListParams.parse({ missing: 'secret' }));
    const names = lacking.items.map(({ name }) => name);
    for (const { id, repo, points } of view.elsewhere) {
      expect(names).toContain(repo);
      const alone = await getAction(harness.ctx, id);
      expect([alone.repo, alone.points.repository, alone.elsewhere]).toEqual([repo, points, []]);
    }
    expect((await getAction(harness.ctx, (await largest('acme/web')).id)).coverage).toBeNull();
  });
});

describe('a repository with a secret that still works', () => {
  it('is known to the actions on coverage to score no more than 39, on every screen', async () => {
    const leak = {
      ruleID: 'generic-api-key',
      description: 'Detected a Generic API Key',
      confidence: 'medium',
      match: 'key = "not-a-real-secret-0009"',
      secret: 'not-a-real-secret-0009',
      captureGroups: { secret: 'not-a-real-secret-0009' },
      attributes: { path: 'conf/app.env' },
      location: { startLine: 3, endLine: 3, startColumn: 5, endColumn: 30 },
      validation: { status: 'valid', reason: 'it was accepted' },
      tags: [],
    };
    await harness.deliver({ repo: 'acme/leak', pipeline: 'secrets', scanner: 'gitleaks' }, JSON.stringify([leak]));
    const { readSql, readScope } = harness.ctx;
    const caps = (rows: readonly CoverageRow[]) => rows.map(({ fullName, scoreCap }) => [fullName, scoreCap]);
    const stored = await findCoverage(readSql, readScope, null);
    expect(caps(stored)).toEqual([
      ['acme/web', 100],
      ['acme/api', 100],
      ['acme/docs', 100],
      ['acme/leak', 39],
    ]);
    const rows = (await findPortfolio(readSql, readScope)).filter(isMeasured);
    expect(rows).toMatchObject(stored);
    // What is kept of each is what follows from its categories.
    for (const { parts, ...row } of rows) {
      const { coverageGains, categories } = parts;
      const computed = gainsOfMeasuring(measuredOf({ ...row, categories }));
      expect(coverageGains).toEqual(computed.map((points) => expect.closeTo(points, 4)));
    }
    const places = async () =>
      (await coverageEntries(harness.ctx, null)).map(({ number, value, coverage: { repositories } }) => ({
        ...{ number, value: expect.closeTo(value, 3), repositories: repositories.length },
      }));
    const kept = await places();
    expect(kept.length).toBeGreaterThan(1);
    await harness.admin`
      update repository_state set score_parts = set_byte(substring(score_parts for 3 + 31 * 4), 2, 255)`;
    const computed = await coverageEntries(harness.ctx, null);
    expect(
      computed.map(({ number, value, coverage: { repositories } }) => ({
        ...{ number, value, repositories: repositories.length },
      })),
    ).toEqual(kept);
  });
});

describe('the queue', () => {
  it('is searched by words of the title, in any order and letter case, and counts what it found', async () => {
    const all = (await getActions(harness.ctx, actionListParams.parse({ limit: 200 }))).items;
    const search = (q: string, limit = 200) => getActions(harness.ctx, actionListParams.parse({ q, limit }));
    const wanted = all.filter(({ title }) => /rule-3/.test(title));
    expect(wanted.length).toBe(3);
    const found = await search('RULE-3 fix');
    expect(found.items).toEqual(wanted);
    expect(found.total).toEqual({ value: 3, relation: 'exact' });
    const first = await search('rule-3', 1);
    expect([first.items.length, first.total.value, first.next_cursor === null]).toEqual([1, 3, false]);
    expect((await search('100%')).items).toEqual([]);
    expect((await search('rule-3 nothing')).total.value).toBe(0);
  });
});

describe('an action', () => {
  it('is the row of the queue, its first findings as their list has them, and what to do', async () => {
    const row = await largest('acme/web');
    const view = await getAction(harness.ctx, row.id);
    expect(actionView.parse(view)).toMatchObject(row);
    const list = await getFindings(harness.ctx, findingListParams.parse({ action: row.id }));
    expect(view.findings).toEqual(list.items.slice(0, 20));
    expect(view.open).toBe(list.total.value);
    expect(view.findings_url).toBe(`/findings?action=${row.id}`);
    expect(view.url).toBe(`/actions/${row.id}`);
    expect(view.steps.map(({ text }) => text).join(' ')).toContain('src/part-');
    expect(view.open_since).toBe('2026-03-02T09:00:00.000Z');
    expect(view.closed_at).toBeNull();
    expect(view.ticket).toContain(`http://plumbline.test/actions/${row.id}`);
  });

  it('names the other repositories in which the same fix is open, as far as the caller sees them', async () => {
    const row = await largest('acme/web');
    const { elsewhere } = await getAction(harness.ctx, row.id);
    const all = (await getActions(harness.ctx, actionListParams.parse({ limit: 200 }))).items;
    const same = all.filter(
      ({ title, repo }) => title.split(' in ')[0] === row.title.split(' in ')[0] && repo !== row.repo,
    );
    expect(elsewhere.map(({ repo }) => repo).sort()).toEqual(['acme/api', 'acme/docs']);
    expect(elsewhere.map(({ id }) => id).sort()).toEqual(same.map(({ id }) => id).sort());
    const from = async (id: string) => (await getAction(harness.ctx, id)).elsewhere.map(({ repo }) => repo).sort();
    expect(await from(same.find(({ repo }) => repo === 'acme/docs')?.id ?? '')).toEqual(['acme/api', 'acme/web']);
    const [web, api] = await harness.admin<{ id: number }[]>`
      select id from repositories where full_name in ('acme/web', 'acme/api') order by full_name desc`;
    const readScope = { orgId: harness.ctx.orgId, repositories: [web?.id ?? 0, api?.id ?? 0] };
    expect((await getAction({ ...harness.ctx, readScope }, row.id)).elsewhere.map(({ repo }) => repo)).toEqual([
      'acme/api',
    ]);
  });

  it('says when a scanner that reports it reported last, and when it was closed', async () => {
    const report = (rules: string[]) =>
      sarifOf(rules.map((rule, index) => ({ rule, file: 'a.ts', line: index + 1, code: `call(${index});` })));
    await harness.deliver({ repo: 'acme/late' }, report(['first', 'second']));
    const [row] = (await getActions(harness.ctx, actionListParams.parse({ repo: 'acme/late' }))).items.filter(
      ({ title }) => title.includes('first'),
    );
    const id = row?.id ?? '';
    const delivered = harness.clock.now.toISOString();
    expect((await getAction(harness.ctx, id)).last_report_at).toBe(delivered);
    // Another stream that no longer reports it says nothing about it.
    await harness.deliver({ repo: 'acme/late', label: 'other' }, report(['first', 'second']));
    tick(harness, 60);
    await harness.deliver({ repo: 'acme/late', label: 'other' }, report(['second']));
    expect((await getAction(harness.ctx, id)).last_report_at).toBe(delivered);
    await harness.deliver({ repo: 'acme/late' }, report(['second']));
    const closed = await getAction(harness.ctx, id);
    expect(closed).toMatchObject({ open: 0, findings: [], open_since: null, last_report_at: null });
    expect(closed.closed_at).toBe(harness.clock.now.toISOString());
  });
});
