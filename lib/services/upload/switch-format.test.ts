import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const fixture = (path: string): Buffer => readFileSync(new URL(`../../scanners/${path}`, import.meta.url));

async function statesOf(repo: string) {
  return harness.sql<{ state: string; count: number }[]>`
    select f.state, count(*)::int as count from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id where r.slug = ${repo} group by f.state`;
}

describe('a repository that switches the format of a scanner', () => {
  it('sees no wave of new and fixed findings, there and back', async () => {
    const repo = 'acme/switch';
    const json = fixture('semgrep/fixtures/demo-semgrep.json');
    const sarif = fixture('sarif/fixtures/demo-semgrep.sarif');
    const first = await harness.deliver({ repo }, json);
    expect(first).toMatchObject({ state: 'processed', scanner: 'semgrep' });
    const before = await statesOf(repo);
    for (const report of [sarif, json]) {
      tick(harness, 60);
      const next = await harness.deliver({ repo }, report);
      expect(next).toMatchObject({ state: 'processed', scanner: 'semgrep', introduced: 0, fixed: 0, reopened: 0 });
      expect(await statesOf(repo)).toEqual(before);
    }
  });

  it.each(['checkov', 'gitleaks', 'semgrep', 'tflint'])(
    'has the same findings of %s in two pipelines',
    async (scanner) => {
      const repo = `acme/both-${scanner}`;
      const json = fixture(`${scanner}/fixtures/demo-${scanner}.json`);
      const sarif = fixture(`sarif/fixtures/demo-${scanner}.sarif`);
      const first = await harness.deliver({ repo }, json);
      expect(first).toMatchObject({ state: 'processed', fixed: 0 });
      const before = await statesOf(repo);
      for (const params of [{ repo, pipeline: 'other' }, { repo }]) {
        tick(harness, 60);
        expect(await harness.deliver(params, sarif)).toMatchObject({ introduced: 0, fixed: 0, reopened: 0 });
        expect(await statesOf(repo)).toEqual(before);
      }
    },
  );

  it('keeps number and history of findings whose keys are now made of other content', async () => {
    const repo = 'acme/richer';
    const results = (code: (index: number) => string) =>
      Array.from({ length: 30 }, (_, index) => ({
        rule: `rule-${index % 4}`,
        file: `src/file-${index % 5}.ts`,
        line: 10 + index,
        code: code(index),
      }));
    await harness.deliver({ repo }, sarifOf(results((index) => `requires login ${index}`)));
    tick(harness, 60);
    const signedIn = await harness.deliver({ repo }, sarifOf(results((index) => `db.query(name${index})`)));
    expect(signedIn).toMatchObject({ state: 'processed', introduced: 0, fixed: 0, changed: 30 });
    tick(harness, 60);
    const again = await harness.deliver({ repo }, sarifOf(results((index) => `db.query(name${index})`).slice(1)));
    expect(again).toMatchObject({ state: 'processed', introduced: 0, fixed: 1, unchanged: 29 });
    expect(await statesOf(repo)).toEqual(
      expect.arrayContaining([
        { state: 'open', count: 29 },
        { state: 'fixed', count: 1 },
      ]),
    );
  });

  it('knows a finding by its rule and line where only one format names the resource', async () => {
    const repo = 'acme/unnamed';
    const checks = [1, 2, 3, 4].map((line) => ({
      ID: `AWS-000${line}`,
      Message: `Check ${line}.`,
      line,
      named: line === 4,
    }));
    const misconfigurations = checks.map(({ ID, Message, line, named }) => ({
      ...{ ID, Message, Title: Message, Severity: 'HIGH', Status: 'FAIL' },
      CauseMetadata: { StartLine: line, EndLine: line, ...(named ? { Resource: 'aws_s3_bucket.b' } : {}) },
    }));
    const results = [{ Target: 'main.tf', Class: 'config', Type: 'terraform', Misconfigurations: misconfigurations }];
    const json = { SchemaVersion: 2, ArtifactName: '.', ArtifactType: 'filesystem', Results: results };
    const sarif = {
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Trivy', rules: checks.map(({ ID }) => ({ id: ID, name: 'Misconfiguration' })) } },
          results: checks.map(({ ID, Message, line }) => ({
            ruleId: ID,
            message: { text: `Artifact: main.tf\nType: terraform\nSeverity: HIGH\nMessage: ${Message}\nLink: x` },
            locations: [
              {
                physicalLocation: { artifactLocation: { uri: 'main.tf' }, region: { startLine: line, endLine: line } },
              },
            ],
          })),
        },
      ],
    };
    expect(await harness.deliver({ repo }, JSON.stringify(json))).toMatchObject({ introduced: 4 });
    for (const report of [sarif, json]) {
      tick(harness, 60);
      const next = await harness.deliver({ repo }, JSON.stringify(report));
      expect(next).toMatchObject({ state: 'processed', introduced: 0, fixed: 0, reopened: 0 });
    }
  });

  it('still fixes one finding and introduces another where little changed', async () => {
    const repo = 'acme/little';
    const results = Array.from({ length: 10 }, (_, index) => ({
      rule: 'rule-1',
      file: 'src/app.ts',
      line: 10 + index,
      code: `call(${index})`,
    }));
    await harness.deliver({ repo }, sarifOf(results));
    tick(harness, 60);
    const changed = results.map((result, index) => (index === 4 ? { ...result, code: 'other(4)' } : result));
    expect(await harness.deliver({ repo }, sarifOf(changed))).toMatchObject({ introduced: 1, fixed: 1, unchanged: 9 });
  });

  it('pairs repeats of a renamed file in the order of their lines', async () => {
    const repo = 'acme/repeats';
    const repeats = (file: string, from: number) =>
      [0, 1, 2].map((index) => ({ rule: 'rule-1', file, line: from + index * 10, code: 'eval(input)' }));
    await harness.deliver({ repo }, sarifOf(repeats('src/old.ts', 10)));
    tick(harness, 60);
    const moved = await harness.deliver({ repo }, sarifOf(repeats('src/new.ts', 40)));
    expect(moved).toMatchObject({ introduced: 0, fixed: 0, moved: 3 });
    const rows = await harness.sql<{ line: number; path: string }[]>`
      select f.line, f.path from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
      where r.slug = ${repo} order by f.number`;
    expect(rows.map((row) => [row.path, row.line])).toEqual([
      ['src/new.ts', 40],
      ['src/new.ts', 50],
      ['src/new.ts', 60],
    ]);
  });
});
