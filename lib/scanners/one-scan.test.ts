import { describe, expect, it } from 'vitest';
import { toRecord } from '#lib/domain/finding/record.ts';
import { assignKeys } from '#lib/domain/identity/assign-keys.ts';
import { chooseScanner } from './registry.ts';
import { collect, fixtureSource, fixturesOf } from './shared/golden.ts';
import { outlineOf } from './shared/outline.ts';

const SECRET_KEY = new Uint8Array(32).fill(3);

/** What a report's findings are and how bad, by their keys: what must not depend on its format. */
async function findings(id: string, file: string): Promise<Map<string, string>> {
  const source = fixtureSource(fixturesOf(id).folder, file);
  const { observations } = await collect(chooseScanner(await outlineOf(source), null), source);
  const recorded = observations.map((observation) => toRecord(observation, SECRET_KEY));
  const { keys } = assignKeys(recorded);
  const words = recorded.map(({ base, record }) => `${base}: ${record.category}, ${record.severity}, ${record.ruleId}`);
  return new Map(keys.map((key, index) => [key, words[index] ?? '']));
}

/** Both reports of each pair were written by the real scanner in the same state of the demo project. */
describe('one scan has the same findings in every format', () => {
  it.each([
    ['checkov', 'demo-checkov'],
    ['gitleaks', 'demo-gitleaks'],
    ['semgrep', 'demo-semgrep'],
    ['tflint', 'demo-tflint'],
  ])('%s: JSON and SARIF, before and after an edit', async (id, name) => {
    for (const state of ['', '.edited']) {
      const json = await findings(id, `${name}${state}.json`);
      const sarif = await findings('sarif', `${name}${state}.sarif`);
      expect(json.size).toBeGreaterThan(4);
      expect(Object.fromEntries(sarif)).toEqual(Object.fromEntries(json));
    }
  });
});
