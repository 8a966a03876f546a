import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recount } from '../../recount.ts';
import { type Harness, sarifOf, tick } from '../../testing.ts';
import { type Line, resultsOf, startFastHarness, statesOf } from './harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startFastHarness();
});
afterAll(() => harness.close());

const at = (variant: string, suppressed = false): Line[] => [{ key: 'a', variant, suppressed }];

async function send(repo: string, params: Record<string, string>, lines: readonly Line[]) {
  tick(harness, 1);
  const commit = harness.clock.now.getTime().toString(16);
  return harness.deliver({ repo, commit, ...params }, sarifOf(resultsOf(lines)));
}

async function end(repo: string, expected: Record<string, string>): Promise<void> {
  expect(await statesOf(harness.sql, repo)).toEqual(expected);
  expect(await recount(harness.sql)).toEqual({ differences: [] });
}

const main = { ref: 'main' };
const other = { ref: 'main', label: 'other' };
const third = { ref: 'main', label: 'third' };
const feature = { ref: 'feature' };

describe('a finding that several streams see', () => {
  it('stays present on a branch that follows the move of the default branch', async () => {
    const repo = 'acme/follows';
    for (const stream of [main, other, feature]) await send(repo, stream, at('src'));
    expect(await send(repo, main, at('lib'))).toMatchObject({ moved: 1, introduced: 0, fixed: 0 });
    expect(await send(repo, feature, at('lib'))).toMatchObject({ introduced: 0, fixed: 0 });
    expect(await send(repo, feature, at('lib'))).toMatchObject({ introduced: 0, moved: 0, unchanged: 1 });
    await end(repo, { a: 'open' });
  });

  it('is not taken back by a stream that has not seen its move, to where another finding is by now', async () => {
    const repo = 'acme/back';
    for (const stream of [main, other]) await send(repo, stream, at('src'));
    await send(repo, main, at('lib'));
    expect(await send(repo, third, at('src'))).toMatchObject({ state: 'processed', introduced: 1 });
    expect(await send(repo, other, at('src', true))).toMatchObject({ state: 'processed', introduced: 0, changed: 1 });
    const rows = await harness.sql<{ path: string }[]>`
      select path from findings f join repositories r on r.id = f.repo_id where r.slug = ${repo} order by number`;
    expect(rows.map((row) => row.path)).toEqual(['lib/a.ts', 'src/a.ts']);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('once fixed does not move with a branch: its place is that of its history', async () => {
    const repo = 'acme/fixed';
    await send(repo, main, at('src'));
    await send(repo, feature, at('src'));
    await send(repo, main, []);
    expect(await send(repo, feature, at('lib'))).toMatchObject({ moved: 0 });
    expect(await send(repo, feature, at('lib'))).toMatchObject({ moved: 0, unchanged: 1 });
    expect(await send(repo, main, at('src'))).toMatchObject({ reopened: 1, introduced: 0 });
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it.each([
    ['keeps its old place in a stream that sees both', ['src', 'lib'], 2],
    ['and copied further is in the new places of a stream that has not seen its move', ['lib', 'pkg'], 2],
    ['and copied everywhere is in all places', ['src', 'lib', 'pkg'], 3],
  ])('that one stream moved %s', async (name, places, count) => {
    const repo = `acme/copied-${name.length}`;
    for (const stream of [main, other]) await send(repo, stream, at('src'));
    await send(repo, main, at('lib'));
    const lines = places.flatMap((place) => at(place));
    expect(await send(repo, other, lines)).toMatchObject({ state: 'processed' });
    const sighted = await harness.sql<{ path: string }[]>`
      select s.path from sightings s join repositories r on r.id = s.repo_id join streams st on st.repo_id = r.id and st.id = s.stream_id
      where r.slug = ${repo} and st.label = 'other' and s.until_upload is null order by s.path`;
    expect(sighted.map((row) => row.path)).toEqual(places.map((place) => `${place}/a.ts`).sort());
    const [findings] = await harness.sql<{ open: number }[]>`
      select count(*)::int as open from findings f join repositories r on r.id = f.repo_id where r.slug = ${repo} and f.state = 'open'`;
    expect(findings).toEqual({ open: count });
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });
});
