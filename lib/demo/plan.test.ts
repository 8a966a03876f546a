import { expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from '#lib/scanners/trivy/scanner.ts';
import { maliciousSample } from './malicious-sample.ts';
import { planDemo } from './plan.ts';
import { trivyFsReport } from './writers/trivy.ts';

const now = new Date('2026-03-02T09:00:00Z');
const plan = () => planDemo(now, { repositories: 12, weeks: 6 }, 'seed');

it('the plan of the demo is the same for the same moment, and ends now', () => {
  const times = () => plan().days.flatMap((day) => day.deliveries.map(({ at }) => at.getTime()));
  expect(times()).toEqual(times());
  expect(Math.max(...times())).toBeLessThan(now.getTime());
});

it('one stream of it has the malicious package, from some day on, and its report says that it is a sample', async () => {
  const deliveries = plan().days.flatMap((day) => day.deliveries);
  const having = deliveries.filter(({ stream, at }) => maliciousSample(stream, at, now).length > 0);
  expect(new Set(having.map(({ stream: { repository, tool } }) => `${repository.name} ${tool}`)).size).toBe(1);
  const [first] = having;
  if (first === undefined) throw new Error('no report has it');
  const issues = maliciousSample(first.stream, first.at, now);
  const { name: repository, kind } = first.stream.repository;
  const report = trivyFsReport(issues, { repository, kind, version: '1' });
  const { observations } = await collect(scanner, sourceFromBytes(report));
  expect(observations).toMatchObject([
    {
      title: expect.stringContaining('Sample: an invented malicious package'),
      subject: { advisories: ['MAL-2099-0001'] },
    },
  ]);
});
