import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

const WORKFLOW = 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: acme/x@v1\n';

describe('one file', () => {
  it('stands where its sender says, and speaks for itself alone', async () => {
    const { summary, observations } = await collect(scanner, sourceFromBytes(WORKFLOW, '.github/workflows/ci.yml'));
    expect(new Set(observations.flatMap(({ locations }) => locations.map(({ path }) => path)))).toEqual(
      new Set(['.github/workflows/ci.yml']),
    );
    expect(summary.parts[0]?.gaps).toMatchObject([{ scope: 'outside', paths: ['.github/workflows/ci.yml'] }]);
  });

  it('is refused with line and column where it cannot be read', async () => {
    const refused = collect(scanner, sourceFromBytes(`${WORKFLOW}on: x\n`, '.github/workflows/ci.yml'));
    await expect(refused).rejects.toMatchObject({ name: 'ReportError', position: 'line 7, column 1' });
    await expect(collect(scanner, sourceFromBytes('on: [', null))).rejects.toBeInstanceOf(ReportError);
  });

  it('hands on no value of a secret', async () => {
    const value = ['hunter2', 'X9z', 'Qq71'].join('-');
    const held: string[] = [];
    const shown: unknown[] = [];
    await scanner.parse(
      sourceFromBytes(`variables:\n  DB_PASSWORD: "${value}"\na:\n  script: make\n`, '.gitlab-ci.yml'),
      {
        observation: (observation) => shown.push(observation),
        skipped: (item) => shown.push(item),
        holds: (texts) => held.push(...texts),
      },
    );
    expect(held).toEqual([value]);
    expect(shown).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toContain(value);
  });
});
