import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDayZones } from '#db/queries/day-zones.ts';
import { findStatementMembers } from '#db/queries/posture-statements.ts';
import { inTransaction } from '#db/transaction.ts';
import { run } from '#lib/cli/run.ts';
import { statementListParams } from '#lib/contracts/posture-statement.ts';
import { withZone } from '#lib/domain/calendar/day-zones.ts';
import { addDays } from '#lib/domain/time.ts';
import { getCoverageSummary } from '#lib/views/coverage/get-coverage-summary.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getStatements } from '#lib/views/posture-statement/get-statements.ts';
import { listKeys } from '../signing/list-keys.ts';
import { sign } from '../signing/sign.ts';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { exportStatement } from './export-statement.ts';
import { statePosture } from './state-posture.ts';

let harness: Harness;
let folder: string;

const REPORT = sarifOf([1, 2, 3].map((line) => ({ rule: 'r', file: 'a.ts', line, code: `call(${line});` })));
const list = async () => (await getStatements(harness.ctx, statementListParams.parse({}))).items;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statement-'));
  harness = await startHarness(undefined, { readers: inProcessReader });
  // The last hour of a Sunday in Berlin, by whose clock the organization lives.
  harness.clock.now = new Date('2026-03-01T22:30:00Z');
  const zones = withZone([], 'Europe/Berlin', new Date('2026-02-01T00:00:00Z'));
  await inTransaction(harness.sql, (tx) => saveDayZones(tx, harness.ctx, zones));
});
afterAll(async () => {
  await harness?.close();
  await rm(folder, { recursive: true, force: true });
});

async function verify(statement: Buffer, inputs: Buffer): Promise<{ code: number; out: string }> {
  const at = (name: string): string => join(folder, name);
  await writeFile(at('statement.json'), statement);
  await writeFile(at('inputs.ndjson'), inputs);
  await writeFile(at('keys.json'), JSON.stringify(await listKeys(harness)));
  const lines: string[] = [];
  const io = { env: {}, out: (text: string) => void lines.push(text), err: (text: string) => void lines.push(text) };
  const args = ['verify', at('inputs.ndjson'), '--evidence', at('statement.json'), '--keys', at('keys.json')];
  return { code: await run(args, io), out: lines.join('\n') };
}

describe('posture statements', () => {
  it('say nothing of an organization without a repository', async () => {
    await statePosture(harness);
    expect(await list()).toEqual([]);
  });

  it('are made once in each week of the organization’s time zone', async () => {
    await harness.deliver({ repo: 'acme/web' }, REPORT);
    await harness.deliver({ repo: 'acme/api', label: 'b' }, REPORT);
    await harness.admin`update repositories set archived = true where slug = 'acme/api'`;
    await statePosture(harness);
    harness.clock.now = new Date('2026-03-01T22:59:00Z');
    await statePosture(harness);
    // Monday there.
    harness.clock.now = new Date('2026-03-01T23:00:00Z');
    await statePosture(harness);
    const found = await list();
    expect(found.map(({ week, at }) => [week, at])).toEqual([
      ['2026-W10', '2026-03-01T23:00:00.000Z'],
      ['2026-W09', '2026-03-01T22:30:00.000Z'],
    ]);
    const today = await getToday(harness.ctx);
    const { score, grade, not_measured, open } = found[0]?.figures ?? {};
    expect({ score, grade, not_measured }).toEqual({
      ...{ score: today.score.score, grade: today.score.grade, not_measured: today.score.not_measured },
    });
    expect(open).toEqual(today.open);
    expect(found[0]?.figures).toMatchObject({ repositories: 1, measured: 1 });
    // The words and numbers of the grid.
    const { categories } = await getCoverageSummary(harness.ctx);
    expect(found[0]?.figures.coverage).toEqual(categories.map(({ category, counts }) => ({ category, ...counts })));
    const page = await getStatements(harness.ctx, statementListParams.parse({ limit: 1 }));
    const next = await getStatements(harness.ctx, statementListParams.parse({ cursor: page.next_cursor ?? '' }));
    expect([...page.items, ...next.items]).toEqual(found);
  });

  it('verify offline: signature, file, and that the figures follow from the inputs', async () => {
    const inputs = (await exportStatement(harness.ctx, '2026-W10', 'inputs')).bytes;
    const statement = (await exportStatement(harness.ctx, '2026-W10', 'statement')).bytes;
    const good = await verify(statement, inputs);
    expect(good.out).toContain('"recomputed":true');
    expect(good.code).toBe(0);
    const [head, line] = inputs.toString().split('\n');
    const [upload] = await harness.sql`select encode(sha256, 'hex') as hash from uploads where number = 1 limit 1`;
    expect(JSON.parse(line ?? '').reports).toMatchObject([{ scanner: 'plumbtest', sha256: upload?.hash }]);
    // A file that was changed is another one.
    const changed = Buffer.from(`${head}\n${(line ?? '').replace('"normal"', '"low"')}\n`);
    expect(await verify(statement, changed)).toMatchObject({ code: 1 });
    // A key that signed something else than what follows from the file proves nothing.
    const said = JSON.parse(Buffer.from(JSON.parse(statement.toString()).payload, 'base64').toString());
    for (const lie of [{ score: 99.9 }, { week: '2026-W11' }, { open: { ...said.predicate.open, critical: 1 } }]) {
      const signed = await sign(harness, { ...said, predicate: { ...said.predicate, ...lie } });
      const answer = await verify(Buffer.from(JSON.stringify(signed)), inputs);
      expect(answer.code).toBe(1);
      expect(answer.out).toContain(`${Object.keys(lie)[0]}: the statement says`);
    }
  });

  it('stay as they were when what they speak of is gone', async () => {
    const before = (await exportStatement(harness.ctx, '2026-W10', 'inputs')).bytes;
    await harness.admin`update repositories set criticality = 'critical', slug = 'acme/new', full_name = 'acme/new' where slug = 'acme/web'`;
    harness.clock.now = addDays(harness.now(), 3);
    await statePosture(harness);
    expect((await list()).length).toBe(2);
    expect((await exportStatement(harness.ctx, '2026-W10', 'inputs')).bytes.equals(before)).toBe(true);
    await expect(exportStatement(harness.ctx, '2026-W11', 'inputs')).rejects.toThrow('There is no posture statement');
  });

  it('rest on the streams that count, and not on those that are over', async () => {
    const reports = async () =>
      (await findStatementMembers(harness.sql, harness.ctx)).flatMap((member) => member.reports.length);
    expect(await reports()).toEqual([1]);
    await harness.deliver({ repo: 'acme/new', ref: 'refs/heads/x' }, REPORT);
    expect(await reports()).toEqual([1]);
    await harness.admin`update streams set retired_at = now()`;
    expect(await reports()).toEqual([0]);
  });
});
