import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diffStream } from '#lib/domain/stream/diff.ts';
import { findingsOf, type ReportedExample } from '#lib/domain/stream/examples.ts';
import { RERUN_CASES, TWO_FORMATS } from '../../fixtures/rerun-cases.ts';
import { nameOf, presentOf, readFixture, SECRET_KEY } from '../../fixtures/reruns.ts';

const edited = (report: string): string => report.replace(/\.([a-z]+)$/, '.edited.$1');
const sorted = (names: Iterable<string>): string[] => [...names].sort();
const keysAndContent = (findings: readonly ReportedExample[]): string[] =>
  sorted(findings.map(({ key, contentHash }) => `${key} ${contentHash}`));

describe.each(RERUN_CASES)('$report and the same project after an edit', ({ report, fixed, moved }) => {
  it('closes exactly what was fixed, opens nothing, moves what was renamed', async () => {
    const [before, after] = [await readFixture(report), await readFixture(edited(report))];
    expect([...before.skipped, ...after.skipped, ...before.summary.parts.flatMap(({ gaps }) => gaps)]).toEqual([]);
    const diff = diffStream(presentOf(before.findings), after.findings, { closes: true });
    const recordOf = (key: string) => after.findings.find((finding) => finding.key === key)?.record;
    const opened = diff.appeared.map(({ key }) => recordOf(key)).filter((record) => record !== undefined);
    const closed = diff.vanished.map((number) => before.findings[number - 1]?.record).filter((it) => it !== undefined);
    const moves: Record<string, number> = {};
    for (const { from, to } of diff.moved) moves[`${from} → ${to}`] = (moves[`${from} → ${to}`] ?? 0) + 1;
    expect({ closed: sorted(closed.map(nameOf)), opened: sorted(opened.map(nameOf)), moves }).toEqual({
      closed: sorted(fixed),
      opened: [],
      moves: moved,
    });
  });

  it('finds nothing to do when the same report comes twice', async () => {
    const { findings } = await readFixture(report);
    expect(findings.length).toBeGreaterThan(0);
    const again = await readFixture(report);
    expect(diffStream(presentOf(findings), again.findings, { closes: true })).toEqual({
      appeared: [],
      changed: [],
      moved: [],
      vanished: [],
      unchanged: findings.length,
    });
  });

  it('gives every result the same key and record whatever the order of the results', async () => {
    const { observations, findings } = await readFixture(report);
    const middle = Math.floor(observations.length / 2);
    const turned = [...observations.slice(middle), ...observations.slice(0, middle)];
    for (const order of [[...observations].reverse(), turned]) {
      expect(keysAndContent(findingsOf(order, SECRET_KEY))).toEqual(keysAndContent(findings));
    }
  });
});

it.each(TWO_FORMATS)(
  '$reports are one scan: the same findings with the same severities',
  async ({ reports, except }) => {
    const [one, other] = await Promise.all(
      reports.map(async (report) => {
        const { findings } = await readFixture(report);
        return sorted(
          findings
            .filter(({ record }) => !except.includes(record.ruleId))
            .map(({ key, record }) => `${key} ${nameOf(record)} ${record.severity} ${record.line}`),
        );
      }),
    );
    expect(one?.length).toBeGreaterThan(5);
    expect(one).toEqual(other);
  },
);

it('every pair of reports has its expectation written down', () => {
  const root = import.meta.dirname;
  const pairs = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[a-z-]+\/fixtures\/demo-.*\.edited\.[a-z]+$/.test(file))
    .map((file) => file.replace('.edited', ''));
  expect(sorted(RERUN_CASES.map(({ report }) => report))).toEqual(sorted(pairs));
});
