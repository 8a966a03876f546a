import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const results = (count: number, file = 'src/app.ts') =>
  Array.from({ length: count }, (_, index) => ({
    rule: `rule-${index % 3}`,
    file,
    line: 10 + index,
    code: `call(${index});`,
  }));

async function findingsOf(repo: string) {
  return harness.sql<{ number: number; state: string; path: string; reopened: number; openedAt: Date; line: number }[]>`
    select f.number, f.state, f.path, f.reopened, f.opened_at, f.line from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id where r.slug = ${repo} order by f.number`;
}

describe('an upload', () => {
  it('introduces, keeps, closes and reopens findings, and reports the counts', async () => {
    const repo = 'acme/life';
    const first = await harness.deliver({ repo }, sarifOf(results(5)));
    expect(first.reason).toBeNull();
    expect(first).toMatchObject({ state: 'processed', parsed: 5, introduced: 5, fixed: 0, scanner: 'plumbtest' });
    tick(harness, 10);
    const second = await harness.deliver({ repo }, sarifOf(results(4)));
    expect(second).toMatchObject({ state: 'processed', introduced: 0, fixed: 1, unchanged: 4 });
    tick(harness, 10);
    const third = await harness.deliver({ repo }, sarifOf(results(5)));
    expect(third).toMatchObject({ state: 'processed', introduced: 0, reopened: 1, unchanged: 4 });
    const rows = await findingsOf(repo);
    expect(rows).toHaveLength(5);
    expect(rows.filter((row) => row.reopened === 1)).toHaveLength(1);
    expect(rows.every((row) => row.state === 'open')).toBe(true);
    // The time to fix starts anew for what came back, and for nothing else.
    expect(rows.filter((row) => row.openedAt.getTime() === harness.clock.now.getTime())).toEqual(
      rows.filter((row) => row.reopened === 1),
    );
  });

  it('takes no severity from a stream that does not report the finding any more', async () => {
    const repo = 'acme/other-scanner';
    const { repoId } = await harness.deliver({ repo }, sarifOf(results(2)));
    await harness.admin`
      insert into evidence (org_id, repo_id, finding_number, stream_id, scanner, severity, record, upload)
      select org_id, repo_id, finding_number, 99, scanner, 4, record, upload from evidence where repo_id = ${repoId}`;
    tick(harness, 1);
    await harness.deliver({ repo }, sarifOf(results(1)));
    tick(harness, 1);
    await harness.deliver({ repo }, sarifOf(results(2)));
    const severities = await harness.sql`select severity, state from findings where repo_id = ${repoId}`;
    expect(severities).toEqual([
      { severity: 3, state: 'open' },
      { severity: 3, state: 'open' },
    ]);
  });

  it('is the same upload when the same bytes come again', async () => {
    const repo = 'acme/again';
    const first = await harness.accept({ repo, commit: 'abcdef1' }, sarifOf(results(3)));
    await harness.process(first.upload);
    const again = await harness.accept({ repo, commit: 'abcdef1' }, sarifOf(results(3)));
    expect(again.duplicate).toBe(true);
    expect(again.upload.number).toBe(first.upload.number);
    const noCommit = await harness.accept({ repo }, sarifOf(results(3)));
    expect(noCommit.duplicate).toBe(false);
  });

  it('takes effect again when another report came in between and neither names a commit', async () => {
    const repo = 'acme/between';
    await harness.deliver({ repo }, sarifOf(results(3)));
    tick(harness, 1);
    await harness.deliver({ repo }, sarifOf(results(2)));
    tick(harness, 1);
    const back = await harness.deliver({ repo }, sarifOf(results(3)));
    expect(back).toMatchObject({ state: 'processed', reopened: 1 });
  });

  it('closes nothing when it is incomplete', async () => {
    const repo = 'acme/partial';
    await harness.deliver({ repo }, sarifOf(results(5)));
    tick(harness, 1);
    const partial = await harness.deliver({ repo, complete: 'false' }, sarifOf(results(1)));
    expect(partial).toMatchObject({ state: 'processed', fixed: 0 });
    tick(harness, 1);
    const failed = await harness.deliver({ repo }, sarifOf(results(2), 'plumbtest', { successful: false }));
    expect(failed).toMatchObject({ state: 'processed', fixed: 0 });
    expect(failed.incomplete.length).toBeGreaterThan(0);
  });

  it('is superseded when a newer one took effect', async () => {
    const repo = 'acme/order';
    await harness.deliver({ repo, started_at: harness.clock.now.toISOString() }, sarifOf(results(3)));
    const started = new Date(harness.clock.now.getTime() - 3_600_000).toISOString();
    const late = await harness.deliver({ repo, started_at: started }, sarifOf(results(1)));
    expect(late.state).toBe('superseded');
    expect((await findingsOf(repo)).filter((row) => row.state === 'open')).toHaveLength(3);
  });

  it('is held when it would close nearly everything, until a later run agrees', async () => {
    const repo = 'acme/silence';
    await harness.deliver({ repo }, sarifOf(results(30)));
    tick(harness, 1);
    const silent = await harness.deliver({ repo }, sarifOf([]));
    expect(silent).toMatchObject({ state: 'held', fixed: 0 });
    expect((await findingsOf(repo)).filter((row) => row.state === 'open')).toHaveLength(30);
    tick(harness, 10);
    const agrees = await harness.deliver(
      { repo },
      sarifOf([{ rule: 'other', file: 'other.ts', line: 1, code: 'other();' }]),
    );
    expect(agrees).toMatchObject({ state: 'processed', fixed: 30 });
  });

  it('moves the findings of a renamed file', async () => {
    const repo = 'acme/rename';
    await harness.deliver({ repo }, sarifOf(results(4, 'src/old.ts')));
    tick(harness, 1);
    const renamed = await harness.deliver({ repo }, sarifOf(results(4, 'src/new.ts')));
    expect(renamed).toMatchObject({ state: 'processed', introduced: 0, fixed: 0, moved: 4 });
    const rows = await findingsOf(repo);
    expect(rows.map((row) => row.path)).toEqual(Array(4).fill('src/new.ts'));
  });

  it('moves a finding that two streams see, once, and ends it only when both lost it', async () => {
    const repo = 'acme/two-streams';
    for (const label of ['a', 'b']) await harness.deliver({ repo, label }, sarifOf(results(3, 'src/old.ts')));
    tick(harness, 1);
    const first = await harness.deliver({ repo, label: 'a' }, sarifOf(results(3, 'src/new.ts')));
    expect(first).toMatchObject({ introduced: 0, fixed: 0, moved: 3 });
    tick(harness, 1);
    const second = await harness.deliver({ repo, label: 'b' }, sarifOf(results(3, 'src/new.ts')));
    expect(second).toMatchObject({ introduced: 0, fixed: 0 });
    const rows = await findingsOf(repo);
    expect(rows.map((row) => [row.state, row.path])).toEqual(Array(3).fill(['open', 'src/new.ts']));
    const [events] = await harness.sql<{ count: number }[]>`
      select count(*)::int as count from finding_events e join repositories r on r.id = e.repo_id
      where r.slug = ${repo} and e.kind = 'moved'`;
    expect(events?.count).toBe(3);
    tick(harness, 1);
    await harness.deliver({ repo, label: 'a' }, sarifOf(results(2, 'src/new.ts')));
    expect((await findingsOf(repo)).filter((row) => row.state === 'open')).toHaveLength(3);
    tick(harness, 1);
    await harness.deliver({ repo, label: 'b' }, sarifOf(results(2, 'src/new.ts')));
    expect((await findingsOf(repo)).filter((row) => row.state === 'open')).toHaveLength(2);
  });

  it('follows shifted lines without events', async () => {
    const repo = 'acme/shift';
    await harness.deliver({ repo }, sarifOf(results(4)));
    tick(harness, 1);
    const shifted = await harness.deliver(
      { repo },
      sarifOf(results(4).map((result) => ({ ...result, line: result.line + 7 }))),
    );
    expect(shifted).toMatchObject({ introduced: 0, fixed: 0, changed: 4 });
    expect((await findingsOf(repo)).map((row) => row.line)).toEqual([17, 18, 19, 20]);
  });

  it('of a branch never moves posture, and its findings open when the default branch has them', async () => {
    const repo = 'acme/branch';
    await harness.deliver({ repo }, sarifOf(results(2)));
    tick(harness, 1);
    const branch = await harness.deliver({ repo, ref: 'feature/x' }, sarifOf(results(3)));
    expect(branch).toMatchObject({ introduced: 0, scoreBefore: branch.scoreAfter });
    expect((await findingsOf(repo)).map((row) => row.state)).toEqual(['open', 'open', 'branch']);
    tick(harness, 1);
    const merged = await harness.deliver({ repo }, sarifOf(results(3)));
    expect(merged).toMatchObject({ introduced: 1 });
    expect((await findingsOf(repo)).map((row) => row.state)).toEqual(['open', 'open', 'open']);
  });

  it('that is no report is rejected with a reason, and harms nothing', async () => {
    const repo = 'acme/bad';
    await harness.deliver({ repo }, sarifOf(results(2)));
    tick(harness, 1);
    const bad = await harness.deliver({ repo }, '{"hello": [1, 2');
    expect(bad.state).toBe('rejected');
    expect(bad.reason).toBeTruthy();
    tick(harness, 1);
    const good = await harness.deliver({ repo }, sarifOf(results(3)));
    expect(good).toMatchObject({ state: 'processed', introduced: 1, fixed: 0 });
  });
});

describe('where a report is from', () => {
  const COMMIT = '3f2a9c1d4e5f60718293a4b5c6d7e8f901234567';
  const saying = (repositoryUri: string, branch: string): string => {
    const report = JSON.parse(sarifOf(results(1)));
    report.runs[0].versionControlProvenance = [{ repositoryUri, branch, revisionId: COMMIT }];
    return JSON.stringify(report);
  };

  it('is kept as report and run say it, beside what the delivery said, and without the password of its checkout', async () => {
    const place = { repo: 'acme/from', commit: COMMIT.slice(0, 10), ref: 'main', run_id: '8' };
    const said = { ...place, run_url: 'https://github.com/acme/from/actions/runs/8' };
    const password = ['ghp', 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0iL3oR6'].join('_');
    const upload = await harness.deliver(said, saying(`https://ci:${password}@github.com/acme/from.git`, 'feature'));
    expect(upload.provenance).toEqual({
      bounds: { repositories: 'any', pipelines: 'any', scanners: 'any' },
      run: [{ fact: 'repository', said: 'https://github.com/acme/from', agrees: true }],
      report: [
        { fact: 'repository', said: 'https://github.com/acme/from.git', agrees: true },
        { fact: 'ref', said: 'feature', agrees: false },
        { fact: 'commit', said: COMMIT, agrees: true },
      ],
    });
    // The same bytes are not read again, but said beside what another delivery says.
    tick(harness, 1);
    const again = await harness.deliver(
      { ...place, commit: 'abcdef12', run_id: '9' },
      saying(`https://ci:${password}@github.com/acme/from.git`, 'feature'),
    );
    expect(again.number).not.toBe(upload.number);
    expect(again.provenance?.run).toEqual([]);
    expect(again.provenance?.report?.map(({ agrees }) => agrees)).toEqual([true, false, false]);
  });

  it('is not known of what was not read, and nothing where the report does not say it', async () => {
    const silent = await harness.deliver({ repo: 'acme/silent' }, sarifOf(results(1)));
    expect(silent.provenance?.report).toEqual([]);
    const broken = await harness.deliver({ repo: 'acme/silent' }, 'no report');
    expect(broken).toMatchObject({ state: 'rejected', provenance: { run: [], report: null } });
  });
});
