import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

/** Two equal results of a rule in one file. */
function report(id: string, deprecatedIds: readonly string[] = []): string {
  const results = [7, 9].map((startLine) => {
    const region = { startLine, snippet: { text: 'cursor.execute(query)' } };
    const locations = [{ physicalLocation: { artifactLocation: { uri: 'src/db.py' }, region } }];
    return { ruleId: id, message: { text: 'Formatted SQL' }, locations };
  });
  const driver = { name: 'acme-sast', rules: [{ id, deprecatedIds }] };
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver }, results }] });
}

async function findingsOf(repo: string) {
  return harness.sql<{ number: number; rule: string; state: string }[]>`
    select f.number, u.rule_id as rule, f.state from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    join rules u on u.org_id = f.org_id and u.scanner = f.scanner and u.rule_id = f.rule_id
    where r.slug = ${repo} order by f.number`;
}

async function send(repo: string, body: string, params: Record<string, string> = {}) {
  tick(harness, 60);
  return harness.deliver({ repo, ...params }, body);
}

const NOTHING_NEW = { state: 'processed', introduced: 0, fixed: 0, reopened: 0 };

describe('a rule that a report says was renamed', () => {
  it('keeps numbers and history of its findings, also when later reports do not say so any more', async () => {
    const repo = 'acme/renamed';
    expect(await send(repo, report('SQL001'))).toMatchObject({ introduced: 2 });
    expect(await send(repo, report('acme/sql', ['SQL001']))).toMatchObject(NOTHING_NEW);
    expect(await findingsOf(repo)).toEqual([1, 2].map((number) => ({ number, rule: 'acme/sql', state: 'open' })));
    expect(await send(repo, report('acme/sql'))).toMatchObject(NOTHING_NEW);
    expect(await send(repo, report('acme/injection', ['acme/sql']))).toMatchObject(NOTHING_NEW);
    expect((await findingsOf(repo)).map((finding) => finding.rule)).toEqual(['acme/injection', 'acme/injection']);
  });

  it('introduces nothing on a branch that has the newer scanner', async () => {
    const repo = 'acme/renamed-on-a-branch';
    await send(repo, report('SQL001'));
    expect(await send(repo, report('acme/sql', ['SQL001']), { ref: 'upgrade' })).toMatchObject(NOTHING_NEW);
    expect(await send(repo, report('SQL001'), { commit: 'b'.repeat(40) })).toMatchObject(NOTHING_NEW);
    expect((await findingsOf(repo)).map((finding) => finding.state)).toEqual(['open', 'open']);
  });
});
