import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findStreamsOfUpload, findUploadPartRows } from '#db/queries/upload-parts.ts';
import type { Upload } from '#db/queries/uploads.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { encodeId } from '#lib/ids.ts';
import { recount } from '../recount.ts';
import { type Harness, startHarness } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';
import { releaseUpload } from './release.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness?.close());

interface Run {
  tool: string;
  /** `automationDetails.id` */
  id?: string;
  /** Names of files, each with one result. */
  files: readonly string[];
  /** Files that it says it could not read. */
  unread?: readonly string[];
  broken?: readonly unknown[];
}

const placeOf = (uri: string) => ({ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } });

function sarif(...runs: Run[]): string {
  return JSON.stringify({
    version: '2.1.0',
    runs: runs.map(({ tool, id, files, unread = [], broken = [] }) => ({
      tool: { driver: { name: tool } },
      ...(id === undefined ? {} : { automationDetails: { id } }),
      invocations: [
        {
          executionSuccessful: true,
          toolExecutionNotifications: unread.map((uri) => ({
            level: 'error',
            message: { text: `could not read ${uri}` },
            locations: [placeOf(uri)],
          })),
        },
      ],
      results: [
        ...files.map((uri) => ({ ruleId: 'r', message: { text: `m ${uri}` }, locations: [placeOf(uri)] })),
        ...broken,
      ],
    })),
  });
}

const many = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}.py`);
const flow = ({ state, introduced, reopened, fixed }: Upload) => ({ state, introduced, reopened, fixed });
const nothing = { state: 'processed', introduced: 0, reopened: 0, fixed: 0 };
const partsOf = (upload: Upload) => findUploadPartRows(harness.sql, harness.scopeOf(upload), upload.number);

let commits = 0;
/** Delivers at the next hour, as another commit. */
async function send(repo: string, report: string, params: Record<string, unknown> = {}): Promise<Upload> {
  commits += 1;
  harness.clock.now = new Date(harness.clock.now.getTime() + 60 * MINUTE_MS);
  const commit = commits.toString(16).padStart(40, '0');
  return harness.deliver({ repo, commit, ...params }, report);
}

async function open(repo: string): Promise<string[]> {
  const rows = await harness.sql<{ path: string }[]>`
    select f.path from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    where r.slug = ${repo} and f.state = 'open' order by f.path`;
  return rows.map((row) => row.path);
}

afterAll(async () => {
  expect(await recount(harness.sql)).toEqual({ differences: [] });
});

describe('a file of several tools', () => {
  it('feeds a stream of each: one that joins, leaves or changes its place says nothing of the others', async () => {
    const repo = 'acme/tools';
    const a = { tool: 'tool-a', files: ['a1', 'a2'] };
    const b = { tool: 'tool-b', files: ['b1'] };
    expect(flow(await send(repo, sarif(a)))).toMatchObject({ introduced: 2 });
    const both = await send(repo, sarif(a, b));
    expect(flow(both)).toEqual({ ...nothing, introduced: 1 });
    expect(both).toMatchObject({ scanner: 'tool-a+tool-b', unchanged: 2 });
    expect((await partsOf(both)).map(({ scanner, label }) => [scanner, label])).toEqual([
      ['tool-a', ''],
      ['tool-b', ''],
    ]);
    expect(flow(await send(repo, sarif(b, a)))).toEqual(nothing);
    expect(flow(await send(repo, sarif({ ...b, files: [] })))).toEqual({ ...nothing, fixed: 1 });
    expect(flow(await send(repo, sarif(b, { ...a, files: ['a2'] })))).toEqual({ ...nothing, fixed: 1, reopened: 1 });
    expect(await open(repo)).toEqual(['a2', 'b1']);
  });

  it('that find the same new thing count it once, and fix it when none of them has it', async () => {
    const repo = 'acme/both';
    const of = (id: string, files: string[]) => ({ tool: 'tool-a', id, files });
    const both = await send(repo, sarif(of('x/1', ['a']), of('y/1', ['a', 'b'])));
    expect(both).toMatchObject({ parsed: 3, introduced: 2, unchanged: 0 });
    expect(flow(await send(repo, sarif(of('x/2', []), of('y/2', ['a']))))).toEqual({ ...nothing, fixed: 1 });
    expect(flow(await send(repo, sarif(of('x/3', ['b']), of('y/3', []))))).toEqual({
      ...nothing,
      fixed: 1,
      reopened: 1,
    });
    expect(await open(repo)).toEqual(['b']);
  });

  it('is read as a whole again, when only some of its streams go on from it', async () => {
    const repo = 'acme/again';
    const whole = sarif({ tool: 'tool-a', files: ['a'] }, { tool: 'tool-b', files: ['b'] });
    await send(repo, whole);
    await send(repo, sarif({ tool: 'tool-b', files: [] }));
    expect(flow(await send(repo, whole))).toEqual({ ...nothing, reopened: 1 });
    expect(flow(await send(repo, whole))).toEqual(nothing);
  });
});

describe('the subject of a report', () => {
  it('is the label that the sender does not give; the run’s own part of its id is none', async () => {
    const repo = 'acme/subjects';
    const js = { tool: 'codeql', id: '/language:js/17', files: ['a.js'] };
    await send(repo, sarif(js));
    const python = await send(repo, sarif({ tool: 'codeql', id: '/language:py/18', files: ['a.py'] }));
    expect(flow(python)).toEqual({ ...nothing, introduced: 1 });
    expect(await partsOf(python)).toMatchObject([{ scanner: 'codeql', label: '/language:py' }]);
    expect(flow(await send(repo, sarif({ ...js, id: '/language:js/19', files: [] })))).toEqual({
      ...nothing,
      fixed: 1,
    });
    expect(await open(repo)).toEqual(['a.py']);
  });

  it('gives way to the sender’s label, under which runs of one tool are one', async () => {
    const repo = 'acme/labelled';
    const runs = [
      { tool: 'codeql', id: 'js/1', files: ['a.js'] },
      { tool: 'codeql', id: 'py/1', files: ['a.py'] },
    ];
    const upload = await send(repo, sarif(...runs), { label: 'web' });
    expect(await partsOf(upload)).toMatchObject([{ scanner: 'codeql', label: 'web' }]);
    expect(flow(await send(repo, sarif({ tool: 'codeql', files: ['a.py'] }), { label: 'web' }))).toEqual({
      ...nothing,
      fixed: 1,
    });
  });
});

describe('what a report did not look at', () => {
  it('keeps open what lies there, and the upload says so', async () => {
    const repo = 'acme/gaps';
    const tool = 'tool-a';
    await send(repo, sarif({ tool, files: ['a.py', 'b.py', 'c.py'] }));
    const upload = await send(repo, sarif({ tool, files: ['c.py'], unread: ['a.py'] }));
    expect(flow(upload)).toEqual({ ...nothing, fixed: 1 });
    expect(upload.incomplete).toEqual(['tool-a reports an error: could not read a.py']);
    const [part] = await partsOf(upload);
    expect(part).toMatchObject({
      keptOpen: 1,
      gaps: [{ scope: 'files', paths: ['a.py'], keptOpen: 1, findings: [1] }],
    });
    expect(await open(repo)).toEqual(['a.py', 'c.py']);
    const [stream] = await findStreamsOfUpload(harness.sql, harness.scopeOf(upload), upload.number);
    expect(stream?.lastSuccessAt).toEqual(harness.clock.now);
    expect(flow(await send(repo, sarif({ tool, files: ['c.py'] })))).toEqual({ ...nothing, fixed: 1 });
  });

  it('may be what an unreadable item stood for, in its own part alone', async () => {
    const repo = 'acme/items';
    const a = { tool: 'tool-a', files: ['a'] };
    const b = { tool: 'tool-b', files: ['b'] };
    await send(repo, sarif(a, b));
    const broken = await send(repo, sarif({ ...a, files: [], broken: ['?'] }, { ...b, files: [] }));
    expect(broken).toMatchObject({ fixed: 1, skippedCount: 1, incomplete: [] });
    expect(await open(repo)).toEqual(['a']);
    expect(await partsOf(broken)).toMatchObject([{ gaps: [{ scope: 'item', items: 1, keptOpen: 1 }] }, { gaps: [] }]);
  });

  it('is stored again with the same bytes', async () => {
    const repo = 'acme/same-gaps';
    const report = sarif({ tool: 'tool-a', files: ['a.py'], unread: ['z.py'] });
    await send(repo, report);
    expect(await partsOf(await send(repo, report))).toMatchObject([{ gaps: [{ scope: 'files', paths: ['z.py'] }] }]);
  });

  it('is everything for complete=false, and the same bytes close when they are the whole', async () => {
    const repo = 'acme/whole';
    await send(repo, sarif({ tool: 'tool-a', files: ['a', 'b'] }));
    const part = sarif({ tool: 'tool-a', files: ['a'] });
    const commit = 'c'.repeat(40);
    expect(flow(await send(repo, part, { complete: false, commit }))).toEqual(nothing);
    expect(flow(await send(repo, part, { commit }))).toEqual({ ...nothing, fixed: 1 });
  });
});

describe('a part that would close nearly everything', () => {
  const a = { tool: 'tool-a', files: many('a', 25) };
  const b = { tool: 'tool-b', files: many('b', 3) };
  const suspicious = sarif({ ...a, files: ['a0.py'] }, { ...b, files: ['b0.py'] });

  it('holds back the whole report, until another run says the same', async () => {
    const repo = 'acme/held';
    await send(repo, sarif(a, b));
    const held = await send(repo, suspicious);
    expect(flow(held)).toEqual({ ...nothing, state: 'held' });
    expect(await open(repo)).toHaveLength(28);
    const confirming = await send(repo, suspicious);
    expect(confirming).toMatchObject({ state: 'processed', fixed: 26, confirms: held.number });
    const [waited] =
      await harness.sql`select state from uploads where repo_id = ${held.repoId} and number = ${held.number}`;
    expect(waited).toEqual({ state: 'superseded' });
  });

  it('takes effect with the others when a person releases it', async () => {
    const repo = 'acme/released';
    await send(repo, sarif(a, b));
    const held = await send(repo, suspicious);
    await releaseUpload(harness.ctx, encodeId('upload', held));
    expect(flow(await harness.process(held))).toEqual({ ...nothing, fixed: 26 });
  });

  it('goes on waiting when a later report feeds only the other stream', async () => {
    const repo = 'acme/other';
    await send(repo, sarif(a, b));
    const held = await send(repo, suspicious);
    await send(repo, sarif({ ...b, files: ['b1.py'] }));
    await releaseUpload(harness.ctx, encodeId('upload', held));
    // The newer report of the other stream stays.
    expect(flow(await harness.process(held))).toEqual({ ...nothing, fixed: 24 });
    expect(await open(repo)).toEqual(['a0.py', 'b1.py']);
  });
});

describe('reports that are delivered again', () => {
  it('A, B, A on one commit ends with A, stream by stream', async () => {
    const repo = 'acme/aba';
    const params = { commit: 'd'.repeat(40) };
    const a = sarif({ tool: 'tool-a', files: ['x'] }, { tool: 'tool-b', files: ['y'] });
    const first = await send(repo, a, params);
    expect((await send(repo, a, params)).number).toBe(first.number);
    await send(repo, sarif({ tool: 'tool-b', files: [] }), params);
    const last = await send(repo, a, params);
    expect(flow(last)).toEqual({ ...nothing, reopened: 1 });
    // A report of another tool is no report of its streams.
    await send(repo, sarif({ tool: 'tool-c', files: [] }), params);
    expect((await send(repo, a, params)).number).toBe(last.number);
  });
});
