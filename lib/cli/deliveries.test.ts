import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { commitsTold } from '#lib/contracts/branch-commits.ts';
import type { GateResult } from '#lib/contracts/gate.ts';
import { runLine as plumbline } from './testing.ts';

const home = mkdtempSync(join(tmpdir(), 'plumbline-deliveries-'));
const file = join(home, 'report.json');
writeFileSync(file, '{"made":"up"}');

const servers: Server[] = [];

/** A server that gives these answers in turn and records the requests. */
async function fakeServer(answers: [number, object, Record<string, string>?][]) {
  const asked: { line: string; token: string | undefined; body: string }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await text(request);
    asked.push({ line: `${request.method} ${request.url}`, token: request.headers.authorization, body });
    const [status, answer, headers] = answers.shift() ?? [500, {}];
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { asked, env: { PLUMBLINE_URL: `http://127.0.0.1:${port}/`, PLUMBLINE_TOKEN: 'plb_up_made_up' } };
}

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(home, { recursive: true });
});

describe('commits', () => {
  it('tells the newest commits of a revision by first parents, and says so when git does not know them', async () => {
    const { asked, env } = await fakeServer([[204, {}]]);
    const folder = join(home, 'repository');
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
        encoding: 'utf8',
      }).trim();
    mkdirSync(folder);
    git('init', '-q', '-b', 'main');
    git('commit', '-q', '--allow-empty', '-m', 'one');
    git('checkout', '-q', '-b', 'side');
    git('commit', '-q', '--allow-empty', '-m', 'beside');
    git('checkout', '-q', 'main');
    git('commit', '-q', '--allow-empty', '-m', 'two');
    git('merge', '-q', '--no-ff', '-m', 'three', 'side');
    const ids = [git('rev-parse', 'HEAD'), git('rev-parse', 'HEAD^'), git('rev-parse', 'HEAD^^')];
    const told = await plumbline(`commits --repo acme/web --folder ${folder}`, env);
    expect([told.code, JSON.parse(told.out)]).toEqual([0, { repo: 'acme/web', told: 3, newest: ids[0] }]);
    expect(asked[0]?.line).toBe('POST /api/v1/commits');
    const body = commitsTold.parse(JSON.parse(asked[0]?.body ?? ''));
    expect(body.commits.map(({ id }) => id)).toEqual(ids);
    for (const wrong of ['--revision nowhere', '--revision --all', 'main']) {
      expect(await plumbline(`commits --repo acme/web --folder ${folder} ${wrong}`, env)).toMatchObject({
        code: 2,
        out: '',
      });
    }
  });
});

describe('feed load', () => {
  it('sends a file, or what comes from a pipe, and says what became of it', async () => {
    const loaded = { id: 7, status: 'loaded', rows: 2 };
    const { asked, env } = await fakeServer([
      [202, { id: 7, status: 'received' }],
      [200, loaded],
      [422, { detail: 'The file has no rows.' }],
    ]);
    const done = await plumbline(`feed load epss ${file} --force`, env);
    expect([done.code, JSON.parse(done.out)]).toEqual([0, loaded]);
    const piped = await plumbline('feed load kev -', env, { input: () => Readable.from(['{"a":', '1}']) });
    expect(piped).toEqual({ code: 2, out: '', err: 'plumbline: The file has no rows.\n' });
    expect(asked.map(({ line, body }) => [line, body])).toEqual([
      ['POST /api/v1/feeds?kind=epss&wait=30&name=report.json&force=true', '{"made":"up"}'],
      ['GET /api/v1/feeds/loads/7', ''],
      ['POST /api/v1/feeds?kind=kev&wait=30', '{"a":1}'],
    ]);
    expect(await plumbline('feed load other x', env)).toMatchObject({ code: 2, out: '' });
  });
});

const VIOLATION: GateResult['violations'][number] = {
  ...{ rule: 'new-critical', title: 'No new critical', kind: 'severity', outcome: 'fail', advice: null, count: 1 },
  ...{ message: '1 critical finding added by this branch; none is allowed.', findings: [] },
  remedy: ['Upgrade log4j-core from 2.14.1 to 2.17.1.'],
};

describe('upload', () => {
  const gateOf = (outcome: GateResult['outcome']): GateResult => ({
    ...{ outcome, passed: outcome === 'pass' || outcome === 'warn', sentence: `It is ${outcome}.`, rules: [] },
    ...{ policy: { version: 3, override: null }, judged_at: '2026-01-01T00:00:00Z', refused: [], waiting: [] },
    ...{ repo: 'acme/web', ref: 'pr', commit: null, warnings: [] },
    violations: outcome !== 'fail' ? [] : [VIOLATION],
  });
  const processed = (passed: boolean) => ({
    id: 'upl_1_1',
    status: 'processed',
    gate: gateOf(passed ? 'pass' : 'fail'),
  });

  it('streams the file with its parameters and waits for the result', async () => {
    const { asked, env } = await fakeServer([
      [202, { id: 'upl_1_1', status: 'received' }],
      [200, processed(true)],
    ]);
    const line = `upload ${file} --repo acme/web --wait 90 --scanner semgrep --run-id 7 --ref main`;
    const done = await plumbline(line, env);
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out)).toEqual(processed(true));
    expect(asked.map((question) => question.line)).toEqual([
      'POST /api/v1/uploads?repo=acme%2Fweb&scanner=semgrep&ref=main&run_id=7&wait=60',
      'GET /api/v1/uploads/upl_1_1',
    ]);
    expect(asked[0]).toMatchObject({ token: 'Bearer plb_up_made_up', body: '{"made":"up"}' });
  });

  it.each([
    ['passed', processed(true), '--wait', 0],
    ['gate failed', processed(false), '--wait', 1],
    ['held', { id: 'u', status: 'held', reason: 'too much is gone' }, '--wait', 2],
    ['superseded', { id: 'u', status: 'superseded' }, '--wait 5', 0],
    ['accepted', { id: 'u', status: 'received' }, '', 0],
    ['not done in time', { id: 'u', status: 'processing' }, '--wait 5', 2],
  ])('%s', async (_name, answer, wait, code) => {
    const { env } = await fakeServer([[200, answer]]);
    expect((await plumbline(`upload ${file} --repo acme/web ${wait}`, env)).code).toBe(code);
  });

  it('says what fails, what would make it pass, and writes the summary of a job', async () => {
    const { env } = await fakeServer([[200, processed(false)]]);
    const summary = join(home, 'summary.md');
    const done = await plumbline(`upload ${file} --repo acme/web --wait --summary ${summary}`, env);
    expect(done.code).toBe(1);
    expect(done.err).toContain('gate: new-critical fails: 1 critical finding added by this branch; none is allowed.');
    expect(done.err).toContain('→ Upgrade log4j-core from 2.14.1 to 2.17.1.');
    expect(readFileSync(summary, 'utf8')).toContain('## ❌ Policy failed');
  });

  it('leaves the exit code alone with --gate off, and asks for the whole ref with --gate ref', async () => {
    const off = await fakeServer([[200, processed(false)]]);
    expect((await plumbline(`upload ${file} --repo acme/web --wait --gate off`, off.env)).code).toBe(0);
    const ref = await fakeServer([
      [200, { ...processed(true), repo: 'acme/web', ref: 'pr', commit: null }],
      [200, gateOf('fail')],
    ]);
    expect((await plumbline(`upload ${file} --repo acme/web --wait --gate ref`, ref.env)).code).toBe(1);
    expect(ref.asked[1]).toMatchObject({ line: 'POST /api/v1/gate', body: '{"repo":"acme/web","ref":"pr"}' });
  });

  it.each([
    ['pass', 0],
    ['warn', 0],
    ['fail', 1],
    ['pending', 2],
  ] as const)('gate: %s', async (outcome, code) => {
    const { env } = await fakeServer([[200, gateOf(outcome)]]);
    const done = await plumbline('gate --repo acme/web --ref pr --summary -', env);
    expect(done).toMatchObject({ code });
    expect(done.out).toMatch(/^## /);
  });

  it.each([429, 503])(
    'sends the whole file again after %i, when Retry-After says, and tells on stderr',
    async (status) => {
      const { asked, env } = await fakeServer([
        [status, { detail: 'Too many reports wait.' }, { 'retry-after': '0' }],
        [200, { id: 'u', status: 'received' }],
      ]);
      const done = await plumbline(`upload ${file} --repo acme/web`, env);
      expect(done.code).toBe(0);
      expect(done.err).toBe('Too many reports wait. Trying again in 0 seconds (1 of 5).\n');
      expect(asked.map(({ body }) => body)).toEqual(['{"made":"up"}', '{"made":"up"}']);
    },
  );

  it('gives up after five more tries, at once when the pause is too long, and never repeats another refusal', async () => {
    const busy = (after: string): [number, object, Record<string, string>] => [
      503,
      { detail: 'Busy.' },
      { 'retry-after': after },
    ];
    const stays = await fakeServer(Array.from({ length: 9 }, () => busy('0')));
    expect(await plumbline(`upload ${file} --repo acme/web`, stays.env)).toMatchObject({ code: 2, out: '' });
    expect(stays.asked).toHaveLength(6);
    const long = await fakeServer([busy('301'), [200, { id: 'u', status: 'received' }]]);
    expect(await plumbline(`upload ${file} --repo acme/web`, long.env)).toMatchObject({
      code: 2,
      err: 'plumbline: Busy.\n',
    });
    expect(long.asked).toHaveLength(1);
    const broken = await fakeServer([[500, { detail: 'Broken.' }, { 'retry-after': '0' }]]);
    expect((await plumbline(`upload ${file} --repo acme/web`, broken.env)).code).toBe(2);
    expect(broken.asked).toHaveLength(1);
  });

  it('prints the reason when the server refuses, and what to do when it cannot be reached', async () => {
    const { env } = await fakeServer([[401, { detail: 'The token "ci" was revoked.' }]]);
    const refused = await plumbline(`upload ${file} --repo acme/web`, env);
    expect(refused).toMatchObject({ code: 2, out: '', err: 'plumbline: The token "ci" was revoked.\n' });
    const nobody = await plumbline(`upload ${file} --repo acme/web`, { ...env, PLUMBLINE_URL: 'http://127.0.0.1:1' });
    expect(nobody).toMatchObject({ code: 2, out: '' });
    expect(nobody.err).toMatch(/does not answer.*PLUMBLINE_URL/);
    expect((await plumbline('upload /nowhere.json --repo acme/web', env)).err).toMatch(/cannot be read/);
    expect((await plumbline(`upload ${file} --repo acme/web`, {})).err).toMatch(/PLUMBLINE_TOKEN is not set/);
  });
});
