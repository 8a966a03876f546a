import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { recount } from '../recount.ts';
import { repair } from '../repair.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const one = (level: FakeResult['level'], file = 'src/a.ts') =>
  sarifOf([{ rule: 'r1', file, line: 3, code: 'run(x)', level: level ?? 'error' }]);

async function deliver(params: Record<string, unknown>, bytes: string) {
  tick(harness, 1);
  return harness.deliver(params, bytes);
}

const seen = (repo: string) => getFinding(harness.ctx, { repo, number: 1 });

describe('evidence', () => {
  it('is of each stream: the highest severity that a stream says now counts, also of two streams of one scanner', async () => {
    const repo = 'acme/two-pipelines';
    await deliver({ repo, pipeline: 'a' }, one('note'));
    await deliver({ repo, pipeline: 'b' }, one('error'));
    expect((await seen(repo)).finding.severity).toBe('high');
    await deliver({ repo, pipeline: 'a' }, one('warning'));
    const view = await seen(repo);
    expect(view.finding.severity).toBe('high');
    expect(view.evidence).toMatchObject([
      {
        scanner: 'plumbtest',
        severity: 'high',
        present: true,
        streams: [
          { pipeline: 'b', severity: 'high', present: true },
          { pipeline: 'a', severity: 'medium', present: true },
        ],
      },
    ]);
    await deliver({ repo, pipeline: 'b' }, sarifOf([]));
    const after = await seen(repo);
    expect(after.finding).toMatchObject({ severity: 'medium', state: 'open' });
    expect(after.evidence[0]).toMatchObject({
      severity: 'medium',
      present: true,
      streams: [
        { pipeline: 'a', severity: 'medium', present: true },
        { pipeline: 'b', severity: 'high', present: false },
      ],
    });
    expect(after.timeline.map((event) => event.kind)).toContain('severity_changed');
  });

  it('keeps the severity that a person set, whatever streams say', async () => {
    const repo = 'acme/set';
    const { repoId } = await deliver({ repo, pipeline: 'a' }, one('note'));
    await harness.admin`update findings set severity_set = 4, rank = rank - severity * 200 + 800 where repo_id = ${repoId}`;
    await harness.admin`
      insert into severity_overrides (org_id, repo_id, finding_number, severity, reason, set_at, setter_kind, setter_name)
      select org_id, repo_id, number, 4, 'test', first_seen_at, 'session', 'Ana' from findings where repo_id = ${repoId}`;
    await repair(harness.sql, harness.clock.now);
    await deliver({ repo, pipeline: 'b' }, one('error'));
    expect((await seen(repo)).finding.severity).toBe('critical');
  });

  it('follows a stream whose name is not the scanner’s own: containers and infrastructure of Snyk', async () => {
    const repo = 'acme/snyk';
    const text = readFileSync(new URL('../../scanners/snyk/fixtures/container.json', import.meta.url), 'utf8');
    const severities = async (word: string) => {
      const changed = text.replaceAll(/"severity(WithCritical)?": ?"[a-z]+"/g, `"severity": "${word}"`);
      await deliver({ repo }, changed);
      return (await seen(repo)).evidence.map((evidence) => [evidence.severity, evidence.present]);
    };
    expect(await severities('low')).toEqual([['low', true]]);
    expect(await severities('high')).toEqual([['high', true]]);
    expect((await seen(repo)).finding.severity).toBe('high');
  });

  it('shows the places that streams still report, and those of a stream that ended only where none does', async () => {
    const repo = 'acme/places';
    const secret = (file: string) => one('error', file);
    await deliver({ repo, label: 'a' }, secret('src/a.ts'));
    await deliver({ repo, label: 'b' }, sarifOf([{ rule: 'r1', file: 'src/a.ts', line: 9, code: 'run(x)' }]));
    const lines = async () => (await seen(repo)).evidence.flatMap((e) => e.locations.map((at) => at.start_line));
    expect(await lines()).toEqual([3, 9]);
    await deliver({ repo, label: 'a' }, sarifOf([]));
    expect(await lines()).toEqual([9]);
    await deliver({ repo, label: 'b' }, sarifOf([]));
    expect(await lines()).toEqual([3, 9]);
  });

  it('of a ref that does not count is kept only for a finding of which nothing is known, and never sets its severity', async () => {
    const repo = 'acme/branches';
    await deliver({ repo, ref: 'main' }, one('note'));
    await deliver({ repo, ref: 'feature' }, one('error'));
    const known = await seen(repo);
    expect(known.finding.severity).toBe('low');
    expect(known.evidence[0]?.streams.map((stream) => stream.ref)).toEqual(['main']);
    const other = 'acme/branch-first';
    await deliver({ repo: other, ref: 'main' }, sarifOf([]));
    await deliver({ repo: other, ref: 'feature' }, one('error'));
    await deliver({ repo: other, ref: 'second' }, one('warning'));
    expect((await seen(other)).evidence[0]?.streams.map((stream) => stream.ref)).toEqual(['feature']);
    await deliver({ repo: other, ref: 'feature' }, one('warning'));
    expect((await seen(other)).evidence[0]?.severity).toBe('medium');
    await deliver({ repo: other, ref: 'main' }, one('note'));
    const counted = await seen(other);
    expect(counted.finding).toMatchObject({ state: 'open', severity: 'low' });
    expect(counted.evidence[0]?.streams.map((stream) => [stream.ref, stream.tracked])).toEqual([
      ['main', true],
      ['feature', false],
    ]);
  });

  it('of a ref that counts from now on is what others said, until its own next report', async () => {
    const repo = 'acme/tracked-later';
    await deliver({ repo, ref: 'main' }, one('note'));
    await deliver({ repo, ref: 'next' }, one('error'));
    await changeRepository(harness.ctx, repo, { default_branch: 'next' });
    const switched = await seen(repo);
    expect(switched.finding).toMatchObject({ state: 'open', severity: 'low' });
    expect(switched.evidence[0]?.streams.map((stream) => stream.ref)).toEqual(['next', 'main']);
    await deliver({ repo, ref: 'next' }, `${one('error')}\n`);
    expect((await seen(repo)).finding.severity).toBe('high');
  });

  it('leaves every counter equal to a recount', async () => {
    expect((await recount(harness.sql)).differences).toEqual([]);
  });
});
