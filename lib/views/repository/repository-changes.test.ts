import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { getToday } from '#lib/views/posture/get-today.ts';

describe('what moved the score', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const deliver = async (first: number, last: number): Promise<void> => {
    for (let index = first; index <= last; index += 1)
      await harness.deliver({ repo: `acme/new-${index}` }, sarifOf([]));
  };

  it('names the first new repositories, and says how many more there are', async () => {
    await deliver(1, 7);
    const seven = await getToday(harness.ctx);
    expect(seven.change).toBeNull();
    expect(seven.changes.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'repository_added'));
    await deliver(8, 9);
    const { changes } = await getToday(harness.ctx);
    expect(changes).toHaveLength(8);
    expect(changes.at(-1)).toMatchObject({
      kind: 'rest',
      points: null,
      text: '2 more repositories reported for the first time',
    });
  });
});
