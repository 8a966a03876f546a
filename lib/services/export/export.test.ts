import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { actionExportParams, exceptionExportParams, findingExportParams } from '#lib/contracts/export.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { sarif } from '#lib/scanners/sarif/scanner.ts';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { requestException } from '../exception/request-exception.ts';
import { exportActions } from './export-actions.ts';
import { exportExceptions } from './export-exceptions.ts';
import { exportFindings } from './export-findings.ts';

const RULES = ['sql-injection', 'xss', 'weak-hash', '=cmd()'];
const results = (from: number, count: number): FakeResult[] =>
  Array.from({ length: count }, (_, index) => ({
    rule: RULES[(from + index) % RULES.length] ?? '',
    file: `src/part ${index % 7}.ts`,
    line: 1 + index,
    code: `call(${from + index});`,
    level: (['error', 'warning', 'note'] as const)[index % 3] ?? 'note',
    suppressed: index % 50 === 49,
  }));

let harness: Harness;
let ctx: Context;
beforeAll(async () => {
  harness = await startHarness();
  ({ ctx } = harness);
  for (const [index, repo] of ['acme/web', 'acme/api'].entries()) {
    // More than a page of the export, so that it goes on from a place.
    await harness.deliver({ repo, pipeline: 'ci' }, sarifOf(results(index * 3000, index === 0 ? 1300 : 40)));
    tick(harness, 30);
  }
  await harness.deliver({ repo: 'acme/api', pipeline: 'ci' }, sarifOf(results(3000, 30)));
  const { items } = await getFindings(ctx, findingListParams.parse({ repo: 'acme/api', limit: '10' }));
  for (const [index, { id }] of items.entries()) {
    const kind = index % 2 === 0 ? 'accepted' : 'false_positive';
    const expires = new Date(harness.clock.now.getTime() + 20 * 86_400_000).toISOString();
    const reason = index === 0 ? '=HYPERLINK("http://evil.example")' : `reason ${index}, "quoted"`;
    await requestException(ctx, exceptionRequest.parse({ finding: id, kind, reason, expires_at: expires }));
  }
}, 120_000);
afterAll(() => harness.close());

async function textOf(run: (write: (text: string) => Promise<void>) => Promise<void>): Promise<string> {
  let all = '';
  await run(async (text) => {
    all += text;
  });
  return all;
}

const findingsAs = (params: object, by: Context = ctx): Promise<string> =>
  textOf((write) => exportFindings(by, findingExportParams.parse(params), write));

async function pages<T>(read: (cursor: string | undefined) => Promise<{ items: T[]; next_cursor: string | null }>) {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

const listed = (params: object) =>
  pages((cursor) => getFindings(ctx, findingListParams.parse({ ...params, limit: '200', cursor })));

const lastEntry = async () => {
  const [entry] = await harness.sql<{ verb: string; detail: Record<string, unknown> }[]>`
    select verb, detail from audit_entries order by sequence desc limit 1`;
  return entry;
};

describe('an export of findings', () => {
  it.each([
    [{}],
    [{ sort: '-opened' }],
    [{ sort: 'opened', state: 'open,fixed,accepted' }],
    [{ sort: '-exploit' }],
    [{ repo: 'acme/api', state: 'fixed' }],
    [{ severity: 'high', repo: 'acme/web' }],
    [{ q: 'xss' }],
    [{ rule: 'xss', sort: 'opened' }],
    [{ path: 'part 3' }],
    [{ q: 'nothing of the kind' }],
  ])('has the rows of the list in its order: %j', async (params) => {
    const rows = await listed(params);
    expect(JSON.parse(await findingsAs({ ...params, format: 'json' }))).toEqual(rows);
    const csv = (await findingsAs({ ...params, format: 'csv' })).split('\r\n');
    expect(csv.slice(1, -1).map((line) => line.split(',')[0])).toEqual(rows.map(({ ref }) => ref));
    expect(await lastEntry()).toMatchObject({
      verb: 'finding.exported',
      detail: { rows: rows.length, complete: true },
    });
  });

  it('disarms what a spreadsheet would run', async () => {
    const csv = await findingsAs({ rule: '=cmd()' });
    expect(csv).toContain(",'=cmd(),");
    expect(csv).not.toMatch(/(?:^|,|")=cmd/m);
  });

  it('is of one moment: what is imported meanwhile is not in it', async () => {
    const before = await listed({ sort: 'opened' });
    let written = '';
    await exportFindings(ctx, findingExportParams.parse({ format: 'json', sort: 'opened' }), async (text) => {
      if (written === '') await harness.deliver({ repo: 'acme/late', pipeline: 'ci' }, sarifOf(results(9000, 3)));
      written += text;
    });
    expect(JSON.parse(written)).toEqual(before);
    expect(await listed({ sort: 'opened' })).toHaveLength(before.length + 3);
  });

  it('tells the audit log how much had left when its reader goes away, and reads no further', async () => {
    let parts = 0;
    const write = async () => {
      parts += 1;
      if (parts > 1) throw new Error('gone');
    };
    await expect(exportFindings(ctx, findingExportParams.parse({ repo: 'acme/web' }), write)).rejects.toThrow('gone');
    expect(parts).toBe(2);
    expect(await lastEntry()).toMatchObject({
      verb: 'finding.exported',
      detail: { rows: 1000, complete: false, format: 'csv', repo: ['acme/web'] },
    });
  });

  it('has only what its reader sees, and refuses whoever may not read', async () => {
    const of = { ...ctx, readScope: { orgId: ctx.orgId, repositories: [] } } as unknown as Context;
    expect(JSON.parse(await findingsAs({ format: 'json' }, of))).toEqual([]);
    const upload = { kind: 'upload_token', orgId: ctx.orgId, tokenId: 1, scopes: ['*'], pipelines: [], scanners: [] };
    const uploader = { ...ctx, principal: upload } as Context;
    await expect(findingsAs({}, uploader)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(findingsAs({ repo: 'acme/nothing' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('SARIF of findings', () => {
  // A reference may be relative, which the library's check of formats does not know; what ours look like is asked below.
  const text = readFileSync('fixtures/sarif-2.1.0.schema.json', 'utf8').replaceAll(
    '"format": "uri-reference"',
    '"minLength": 1',
  );
  const schema = z.fromJSONSchema(JSON.parse(text));
  const ALL = { state: 'open,fixed,accepted,false_positive,suppressed', format: 'sarif' };

  it('is what the published schema asks for, and what code scanning takes', async () => {
    const log = JSON.parse(await findingsAs(ALL));
    expect(schema.safeParse(log).error?.issues ?? []).toEqual([]);
    const [run] = log.runs;
    expect(log.runs).toHaveLength(1);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^src\/part%20\d\.ts$/);
      expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    }
    const names = run.results.map((result: { partialFingerprints: { primaryLocationLineHash: string } }) => {
      return result.partialFingerprints.primaryLocationLineHash;
    });
    expect(new Set(names).size).toBe(run.results.length);
    expect(schema.safeParse({ ...log, runs: [{ ...run, results: [{}] }] }).success).toBe(false);
  });

  it('has what was decided as suppressed with its reason, and what is fixed as absent', async () => {
    const log = JSON.parse(await findingsAs({ ...ALL, repo: 'acme/api' }));
    const { results: all } = log.runs[0];
    const of = (state: string) =>
      all.filter((result: { properties: { state: string } }) => result.properties.state === state);
    const reasons = [...of('accepted'), ...of('false_positive')].map((one) => one.suppressions[0].justification);
    expect(reasons.toSorted()).toEqual([
      '=HYPERLINK("http://evil.example")',
      ...Array.from({ length: 9 }, (_, index) => `reason ${index + 1}, "quoted"`),
    ]);
    expect(of('fixed').length).toBe(10);
    expect(of('fixed').every((one: { baselineState?: string }) => one.baselineState === 'absent')).toBe(true);
    expect(of('open').some((one: object) => 'suppressions' in one || 'baselineState' in one)).toBe(false);
  });

  it('is read back by our own reader', async () => {
    const rows = await listed({ state: 'open,accepted', repo: 'acme/api' });
    const text = await findingsAs({ state: 'open,accepted', repo: 'acme/api', format: 'sarif' });
    const { observations } = await collect(sarif, sourceFromBytes(text));
    expect(observations).toHaveLength(rows.length);
    const short = observations.map(({ rule, severity, locations, suppression }) => [
      ...[rule.id, severity, locations[0]?.path, locations[0]?.startLine],
      suppression !== null,
    ]);
    expect(short).toEqual(
      rows.map(({ rule, severity, path, line, state }) => [rule, severity, path, line, state === 'accepted']),
    );
  });
});

describe('an export of the queue and of exceptions', () => {
  it('has the rows of the queue', async () => {
    for (const params of [{}, { lane: 'by_value' }, { q: 'xss' }, { repo: 'acme/api' }, { kind: 'coverage' }]) {
      const rows = await pages((cursor) => getActions(ctx, actionListParams.parse({ ...params, limit: '2', cursor })));
      const json = await textOf((write) =>
        exportActions(ctx, actionExportParams.parse({ ...params, format: 'json' }), write),
      );
      expect(JSON.parse(json)).toEqual(rows);
      const csv = await textOf((write) => exportActions(ctx, actionExportParams.parse(params), write));
      expect(csv.split('\r\n')).toHaveLength(rows.length + 2);
    }
    expect(await lastEntry()).toMatchObject({ verb: 'action.exported', detail: { kind: ['coverage'] } });
  });

  it('has the rows of the exceptions, by both orders', async () => {
    for (const params of [{}, { sort: 'expires' }, { kind: 'accepted' }, { state: 'requested' }]) {
      const rows = await pages((cursor) =>
        getExceptions(ctx, exceptionListParams.parse({ ...params, limit: '3', cursor })),
      );
      const of = (format: string) =>
        textOf((write) => exportExceptions(ctx, exceptionExportParams.parse({ ...params, format }), write));
      expect(JSON.parse(await of('json'))).toEqual(rows);
      expect((await of('csv')).split('\r\n')).toHaveLength(rows.length + 2);
    }
    const csv = await textOf((write) => exportExceptions(ctx, exceptionExportParams.parse({}), write));
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(await lastEntry()).toMatchObject({ verb: 'exception.exported', detail: { rows: 10, state: ['in_force'] } });
  });
});
