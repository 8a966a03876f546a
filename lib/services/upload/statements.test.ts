import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StatementTap, tapStatements } from '#db/statement-tap.ts';
import { testDatabase } from '#db/testing.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { processUpload } from './process.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;
let tap: StatementTap;

beforeAll(async () => {
  const database = await testDatabase();
  tap = await tapStatements(database);
  harness = await startHarness({ ...database, ...tap, drop: database.drop }, { readers: inProcessReader });
});
afterAll(async () => {
  await harness?.close();
  await tap?.close();
});

/** Ten results of one rule, each in a file of its own; the round is in every one's code. */
const sarif = (round: number) =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'fictitious', rules: [{ id: 'rule-1' }] } },
        results: Array.from({ length: 10 }, (_, index) => ({
          ruleId: 'rule-1',
          message: { text: `Result ${index}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: `src/file-${index}.ts` },
                region: { startLine: 3, snippet: { text: `const answer${round} = query(${index});` } },
              },
            },
          ],
        })),
      },
    ],
  });

/** The statements of one import, as many times as they are sent. */
async function statementsOf(round: number): Promise<string[]> {
  const { upload } = await harness.accept({}, sarif(round));
  tap.take();
  await processUpload(harness, harness.scopeOf(upload), upload.number);
  const statements = tap.take().map(({ text }) => text.replaceAll(/\s+/g, ' ').trim());
  tick(harness, 60);
  return statements;
}

describe('an import', () => {
  it('asks for nothing twice, and makes no more statements when its stream has more reports', async () => {
    await statementsOf(0);
    const second = await statementsOf(1);
    const third = await statementsOf(2);
    expect(third.some((text) => text.startsWith('update findings'))).toBe(true);
    expect(third).toEqual(second);
    // Begin, bind and end its transactions.
    const isFrame = (text: string): boolean => /^(?:begin|set local|commit)/.test(text);
    const own = third.filter((text) => !isFrame(text));
    expect(own.length).toBeLessThanOrEqual(37);
    expect(own.filter((text, index) => own.indexOf(text) !== index)).toEqual([]);
    expect(third.filter((text) => text.startsWith('begin read write'))).toHaveLength(2);
  });
});
