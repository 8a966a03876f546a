import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nameOf, readFixture } from '../../fixtures/reruns.ts';
import { FAKE_SECRETS } from '../../fixtures/secrets.ts';

const root = import.meta.dirname;
const reports = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[a-z-]+\/fixtures\/demo-/.test(file) && !file.endsWith('.expected.json'))
  .sort();

/** Every line of every secret, as it is and as scanners spell it: Base64, or decoded where it is Base64 itself. */
const lines = Object.values(FAKE_SECRETS)
  .flatMap((secret) => [secret, ...secret.split('\n').filter((line) => !line.startsWith('-----'))])
  .flatMap((line) => [line, Buffer.from(line).toString('base64'), Buffer.from(line, 'base64').toString('latin1')])
  .map((line) => line.replace(/[.=]+$/, ''))
  .filter((line) => line.length >= 12 && /^[\x20-\x7e\n]+$/.test(line));
const CANARIES = [...new Set(lines)];

it('the demo reports contain secrets, or the next test could not fail', () => {
  const holding = reports.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return CANARIES.some((canary) => text.includes(canary));
  });
  expect(holding.length).toBeGreaterThan(8);
});

it.each(reports)('no secret of the demo project is left in any record of %s', async (file) => {
  const { findings, skipped, summary } = await readFixture(file);
  const leaks = findings.flatMap(({ record, key, move }) => {
    const text = [JSON.stringify(record), ...texts(record), key, move].join('\n');
    return CANARIES.filter((canary) => text.includes(canary)).map((canary) => `${nameOf(record)}: ${canary}`);
  });
  expect(leaks).toEqual([]);
  const rest = [...texts(skipped), ...texts(summary)].join('\n');
  expect(CANARIES.filter((canary) => rest.includes(canary))).toEqual([]);
});

/** Every text in a value, unescaped. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
