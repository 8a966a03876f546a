import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { formatSigned } from '#lib/format.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { requestException } from '../exception/request-exception.ts';
import { Paper, Pen } from '../pdf/document.ts';
import { rollUp } from '../rollup/roll-up.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { exportReport } from './export-report.ts';

const HOSTILE = 'Nobody \u202egnihton reaches it; <b>x</b> 中';
const DAY = 24 * 60;
let harness: Harness;

const results = (count: number) =>
  sarifOf(
    Array.from({ length: count }, (_, line) => ({ rule: 'r', file: 'a.ts', line: line + 1, code: `call(${line});` })),
  );
const period = (from: string, to: string) => ledgerParams.parse({ from, to });

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  harness.clock.now = new Date('2026-03-02T12:00:00Z');
});
afterAll(() => harness.close());

/** What is written on the pages, in its order; with it the lines that are drawn. */
async function read(from: string, to: string): Promise<{ text: string; lines: number[]; bytes: Buffer }> {
  const said: string[] = [];
  const lines: number[] = [];
  const spies = [
    vi.spyOn(Paper.prototype, 'write').mockImplementation((text) => void said.push(text)),
    vi
      .spyOn(Paper.prototype, 'pairs')
      .mockImplementation((rows) => void said.push(...rows.map((row) => row.join(': ')))),
    vi.spyOn(Pen.prototype, 'line').mockImplementation((points, ink) => {
      if (ink === undefined) lines.push(points.length);
    }),
  ];
  try {
    const { bytes } = await exportReport(harness.ctx, period(from, to));
    return { text: said.join('\n'), lines, bytes };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('a posture report', () => {
  it('says of an organization without reports that nothing is known, and not that all is well', async () => {
    const { text } = await read('2026-02-01', '2026-03-02');
    expect(text).toContain('Score: not known: nothing was ever measured');
    expect(text).toContain('Grade: none');
    expect(text).toContain('What is not known has no parts.');
    expect(text).toContain('No inventory was delivered: who may do what is not known.');
    expect(text).not.toContain('100.0 of 100\n');
  });

  it('says what the API says, and what moved the score adds up', async () => {
    await harness.deliver({ repo: 'acme/web' }, results(9));
    await rollUp(harness);
    tick(harness, 3 * DAY);
    await harness.deliver({ repo: 'acme/web' }, results(4));
    await rollUp(harness);
    const [today, ledger] = [
      await getToday(harness.ctx),
      await getLedger(harness.ctx, period('2026-03-02', '2026-03-05')),
    ];
    const { text, lines } = await read('2026-03-02', '2026-03-05');
    expect(text).toContain(`Score: ${today.score.score?.toFixed(1)} of 100`);
    expect(text).toContain(`High: ${today.open.high}\n`);
    expect(today.open.high).toBe(4);
    expect(ledger.change).toBeGreaterThan(0);
    expect(text).toContain(`: +${ledger.change?.toFixed(1)}. The parts add up to it.`);
    for (const { cause, shown } of ledger.parts) {
      expect(text).toContain(`${formatSigned(shown)}  ${cause}: `);
    }
    expect(ledger.parts.length).toBeGreaterThan(0);
    // Two days in between have no row: no line leads over them.
    expect(lines.filter((points) => points > 1)).toEqual([]);
    expect(text).toContain('2 of 4 days have no score: nothing is drawn there.');
  });

  it('names who accepted which risk, why and until when, whatever is in the words', async () => {
    const { items } = await getFindings(harness.ctx, findingListParams.parse({ limit: 1 }));
    const expires_at = new Date(harness.now().getTime() + 40 * 86_400_000).toISOString();
    await requestException(
      harness.ctx,
      exceptionRequest.parse({ finding: items[0]?.id, kind: 'accepted', reason: HOSTILE, expires_at }),
    );
    const { text } = await read('2026-03-02', '2026-03-05');
    expect(text).toContain(`${items[0]?.ref}: `);
    expect(text).toContain(`“${HOSTILE}”`);
    expect(text).toContain(`until ${expires_at.slice(0, 10)}`);
    const { bytes, name } = await exportReport(harness.ctx, period('2026-03-02', '2026-03-05'));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(name).toBe('posture-2026-03-02-2026-03-05.pdf');
    expect(bytes.equals((await exportReport(harness.ctx, period('2026-03-02', '2026-03-05'))).bytes)).toBe(true);
  });

  it('is about the part that the caller sees', async () => {
    const ctx = { ...harness.ctx, readScope: { orgId: harness.ctx.orgId, repositories: [] } };
    const said: string[] = [];
    const spy = vi
      .spyOn(Paper.prototype, 'pairs')
      .mockImplementation((rows) => void said.push(...rows.map((row) => row.join(': '))));
    await exportReport(ctx, period('2026-03-02', '2026-03-05'));
    spy.mockRestore();
    expect(said).toContain('Score: not known: nothing was ever measured');
  });

  it('is refused for a time that is none', async () => {
    await expect(exportReport(harness.ctx, period('2026-03-05', '2999-01-01'))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(() => period('2026-03-05', '2026-03-05')).toThrow('must be after from');
  });
});
