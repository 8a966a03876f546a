import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Upload } from '#db/queries/uploads.ts';
import { recount } from '../../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../../testing.ts';
import { inProcessReader } from '../read/in-process.ts';
import { readerVersion } from '../read/reader-version.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness?.close());

const files = (...names: string[]) =>
  names.map((name, index) => ({ rule: 'r', file: `${name}.ts`, line: index + 1, code: `call(${name});` }));
const flow = ({ state, introduced, reopened, fixed, moved, changed }: Upload) => {
  return { state, introduced, reopened, fixed, moved, changed };
};
const unchanged = { state: 'processed', introduced: 0, reopened: 0, fixed: 0, moved: 0, changed: 0 };

async function send(repo: string, report: string, params: Record<string, unknown> = {}): Promise<Upload> {
  tick(harness, 60);
  return harness.deliver({ repo, ...params }, report);
}

/** Makes a repository what a version of Plumbline left that made other keys and contents. */
async function age({ repoId }: Upload): Promise<void> {
  const { admin } = harness;
  await admin`update findings set key = decode(md5('old' || encode(key, 'hex')), 'hex') where repo_id = ${repoId}`;
  await admin`
    update sightings set key = decode(md5('old' || encode(key, 'hex')), 'hex'), content = ''::bytea, move = null
    where repo_id = ${repoId}`;
  await admin`update evidence set record = record || '{"title": "as it was"}' where repo_id = ${repoId}`;
  await admin`update uploads set reader_version = 7 where repo_id = ${repoId}`;
}

async function eventsOf({ repoId }: Upload): Promise<string[]> {
  const rows = await harness.sql<{ kind: string; upload: number }[]>`
    select kind, upload from finding_events where repo_id = ${repoId} order by at, finding_number, kind`;
  return rows.map((row) => `${row.kind} ${row.upload}`);
}

const streamsOf = ({ repoId }: Upload) => harness.sql`
  select scanner, label, present from streams where repo_id = ${repoId} order by scanner, label`;

afterAll(async () => {
  expect(await recount(harness.sql)).toEqual({ differences: [] });
});

describe('after an upgrade that makes other keys', () => {
  it('the next report of each stream changes nothing that is not so', async () => {
    const repo = 'acme/keys';
    const first = await send(repo, sarifOf(files('a', 'b', 'c')));
    await send(repo, sarifOf(files('a')), { pipeline: 'other' });
    const events = await eventsOf(first);
    await age(first);
    expect(flow(await send(repo, ` ${sarifOf(files('a', 'b', 'c'))}`))).toEqual(unchanged);
    expect(flow(await send(repo, ` ${sarifOf(files('a'))}`, { pipeline: 'other' }))).toEqual(unchanged);
    expect(await eventsOf(first)).toEqual(events);
    expect(flow(await send(repo, sarifOf(files('a', 'd')), { pipeline: 'third' }))).toMatchObject({ introduced: 1 });
    expect(flow(await send(repo, sarifOf(files('a', 'b'))))).toMatchObject({ introduced: 0, fixed: 1 });
  });

  it('a secret that the older version left in the stored report is in it no more', async () => {
    const repo = 'acme/left';
    const secret = 'hexter-s3cret77';
    const report = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: `connect("password=${secret}")` }]);
    const first = await send(repo, report);
    const path = join(harness.folder, 'as-it-was');
    await writeFile(path, report);
    await harness.blobs.replaceWithFile(first.blob, path);
    await age(first);
    expect(flow(await send(repo, ` ${report}`))).toEqual(unchanged);
    expect(await text(harness.blobs.read(first.blob))).not.toContain(secret);
  });

  it('a branch that was compared before is compared as before', async () => {
    const repo = 'acme/branches';
    const first = await send(repo, sarifOf(files('a', 'b')));
    await send(repo, sarifOf(files('a', 'b', 'c')), { ref: 'feature' });
    await age(first);
    expect(flow(await send(repo, ` ${sarifOf(files('a', 'b', 'c'))}`, { ref: 'feature' }))).toEqual(unchanged);
    const [{ count } = { count: 0 }] = await harness.sql<{ count: number }[]>`
      select count(*)::int as count from findings where repo_id = ${first.repoId}`;
    expect(count).toBe(3);
  });

  it('what an incomplete report added before stays', async () => {
    const repo = 'acme/added';
    const first = await send(repo, sarifOf(files('a', 'b')));
    await send(repo, sarifOf(files('a')), { complete: false });
    await age(first);
    expect(flow(await send(repo, ` ${sarifOf(files('a'))}`, { complete: false }))).toEqual(unchanged);
    expect(await streamsOf(first)).toEqual([{ scanner: 'plumbtest', label: '', present: 2 }]);
  });

  it('every report is read again once', async () => {
    const first = await send('acme/once', sarifOf(files('a')));
    await age(first);
    await send('acme/once', ` ${sarifOf(files('a'))}`);
    const rows = await harness.sql`select distinct reader_version from uploads where repo_id = ${first.repoId}`;
    expect(rows).toEqual([{ readerVersion: readerVersion() }]);
  });
});

describe('after an upgrade that tells streams apart', () => {
  const run = (tool: string, id: string, names: string[]) => ({
    tool: { driver: { name: tool } },
    automationDetails: { id },
    results: names.map((name) => ({
      ruleId: 'r',
      message: { text: `m ${name}` },
      locations: [{ physicalLocation: { artifactLocation: { uri: name }, region: { startLine: 1 } } }],
    })),
  });
  const report = (...runs: unknown[]) => JSON.stringify({ version: '2.1.0', runs });
  const both = report(run('one', 'x/1', ['a', 'b', 'c']), run('two', 'y/1', ['d']));

  /** One stream for all that a report holds, as it was. */
  async function mergeStreams({ repoId }: Upload): Promise<void> {
    const { admin } = harness;
    await admin`update sightings set stream_id = 1 where repo_id = ${repoId}`;
    await admin`update evidence set stream_id = 1 where repo_id = ${repoId}`;
    await admin`delete from upload_parts where repo_id = ${repoId} and stream_id > 1`;
    await admin`delete from streams where repo_id = ${repoId} and id > 1`;
    await admin`update streams set scanner = 'one+two', label = '', present = 4 where repo_id = ${repoId}`;
  }

  it('a stream of several tools and subjects becomes one of each', async () => {
    const repo = 'acme/split';
    const first = await send(repo, both);
    await age(first);
    await mergeStreams(first);
    expect(flow(await send(repo, ` ${both}`))).toEqual(unchanged);
    expect(await streamsOf(first)).toEqual([
      { scanner: 'one', label: 'x', present: 3 },
      { scanner: 'two', label: 'y', present: 1 },
    ]);
    expect(flow(await send(repo, report(run('two', 'y/2', []))))).toMatchObject({ fixed: 1 });
  });

  it('a report whose bytes are gone leaves its streams to the next one that has its findings', async () => {
    const repo = 'acme/gone';
    const first = await send(repo, both);
    await mergeStreams(first);
    await harness.admin`update uploads set reader_version = 7 where repo_id = ${first.repoId}`;
    await harness.blobs.remove(first.blob);
    await send(repo, sarifOf(files('z')), { pipeline: 'another' });
    const rows =
      await harness.sql`select number, reader_version from uploads where repo_id = ${first.repoId} and number = 1`;
    expect(rows).toEqual([{ number: 1, readerVersion: 0 }]);
    expect(flow(await send(repo, ` ${both}`))).toEqual(unchanged);
    const streams = await streamsOf(first);
    expect(streams).toContainEqual({ scanner: 'one', label: 'x', present: 3 });
    expect(streams).toContainEqual({ scanner: 'two', label: 'y', present: 1 });
    expect(streams).toHaveLength(3);
  });
});
