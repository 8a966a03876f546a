import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Upload } from '#db/queries/uploads.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { recount } from '../recount.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(async () => {
  expect(await recount(harness.sql)).toEqual({ differences: [] });
  await harness.close();
});

interface Shape {
  rule?: string;
  around?: string[];
  tags?: string[];
}

/** A result on line 12 of `a.ts`; `around`: the lines from 11 on. */
function report({ rule = 'r', around, tags = [] }: Shape): string {
  const context = around && {
    contextRegion: { startLine: 11, endLine: 10 + around.length, snippet: { text: around.join('\n') } },
  };
  const region = { startLine: 12, snippet: { text: 'eval(input)' } };
  const physicalLocation = { artifactLocation: { uri: 'a.ts' }, region, ...context };
  const rules = [{ id: rule, properties: { tags } }];
  const results = [{ ruleId: rule, message: { text: 'Found' }, locations: [{ physicalLocation }] }];
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'plumbtest', rules } }, results }] });
}

async function send(repo: string, text: string): Promise<Upload> {
  tick(harness, 60);
  return harness.deliver({ repo }, text);
}

async function shown(repo: string) {
  const { items } = await getFindings(harness.ctx, findingListParams.parse({ repo }));
  const { evidence } = await getFinding(harness.ctx, { id: items[0]?.id ?? '' });
  return evidence[0]?.locations[0]?.code;
}

const flow = ({ introduced, fixed, moved, changed, unchanged }: Upload) => ({
  ...{ introduced, fixed, moved, changed, unchanged },
});
const silent = { introduced: 0, fixed: 0, moved: 0, changed: 0, unchanged: 1 };

describe('code around a match', () => {
  it('is kept with the number of its first line, and is no change when it alone changes', async () => {
    const repo = 'acme/around';
    await send(repo, report({ around: ['before()', 'eval(input)', 'after()'] }));
    expect(await shown(repo)).toEqual({ line: 11, text: 'before()\neval(input)\nafter()' });
    expect(flow(await send(repo, report({ around: ['other()', 'eval(input)', 'after()'] })))).toEqual(silent);
    const [events] = await harness.sql<{ count: number }[]>`select count(*)::int as count from finding_events`;
    expect(events?.count).toBe(1);
  });

  it('comes with the next report to findings that an older reader stored without it, and changes nothing', async () => {
    const repo = 'acme/older';
    const around = ['before()', 'eval(input)', 'after()'];
    const { repoId } = await send(repo, report({}));
    expect(await shown(repo)).toEqual({ line: 12, text: 'eval(input)' });
    // What an older reader makes of a report that has the code: no different content, and no code.
    await send(repo, report({ around }));
    await harness.admin`
      update evidence set record = record #- '{locations,0,around}'
      where repo_id = ${repoId}`;
    await harness.admin`update sightings set content = ''::bytea where repo_id = ${repoId}`;
    await harness.admin`update uploads set reader_version = 7 where repo_id = ${repoId}`;
    expect(await shown(repo)).toEqual({ line: 12, text: 'eval(input)' });
    expect(flow(await send(repo, ` ${report({ around })}`))).toEqual(silent);
    expect(await shown(repo)).toEqual({ line: 11, text: around.join('\n') });
  });

  it('is text without NUL and hidden directions, cut where it is long', async () => {
    const repo = 'acme/hostile';
    const hidden = `/*\u202E } \u2066if (admin)\u0000*/ <script>alert(1)</script>`;
    await send(repo, report({ around: ['x'.repeat(1_000_000), 'eval(input)', hidden] }));
    // The code ends before the line that is meant: its own snippet is left.
    expect(await shown(repo)).toEqual({ line: 12, text: 'eval(input)' });
    await send(repo, report({ rule: 'r', around: [hidden, 'eval(input)', 'x'.repeat(1_000_000)] }));
    const code = await shown(repo);
    expect(code?.text.split('\n')[0]).toBe('/*[U+202E] } [U+2066]if (admin)[U+0000]*/ <script>alert(1)</script>');
    expect(code?.text.length).toBeLessThan(500);
  });

  it('is not kept of a secret or a credential: there may be others around it', async () => {
    const around = ['user = "tea"', 'eval(input)', 'key = "qv7-Xm2w9Lk4"'];
    await send('acme/secret', report({ rule: 'secret-in-code', around, tags: ['secret', 'CWE-798'] }));
    const text = JSON.stringify(
      await harness.sql`select record from evidence where record->>'ruleId' = 'secret-in-code'`,
    );
    expect(text).toContain('eval(input)');
    expect(text).not.toContain('tea');
    expect(text).not.toContain('qv7-Xm2w9Lk4');
  });

  it('is left out where its lines are not those that the report says', async () => {
    const wrong = report({ around: ['a()', 'eval(input)'] }).replace('"endLine":12', '"endLine":15');
    await send('acme/wrong', wrong);
    expect(await shown('acme/wrong')).toEqual({ line: 12, text: 'eval(input)' });
  });
});
