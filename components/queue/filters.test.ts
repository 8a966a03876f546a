import { describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { CHOICES, isNarrowed, LANE_TABS, readQueueFilters } from './filters.ts';

const read = (search: string) => {
  const params = new URLSearchParams(search);
  return readQueueFilters((name) => params.get(name));
};

describe('filters of the queue', () => {
  it('are what the address says, without what means nothing', () => {
    expect(read('lane=act_now&assignee=me&severity=critical&q= log4j &due=never&state=&page=2')).toEqual({
      ...{ lane: 'act_now', assignee: 'me', severity: 'critical', q: 'log4j' },
    });
    expect(isNarrowed(read('lane=watch'))).toBe(false);
    expect(isNarrowed(read('repo=acme/web'))).toBe(true);
  });

  it('offer only what the API takes', () => {
    const choices = Object.entries({ ...CHOICES, lane: LANE_TABS }).flatMap(([name, options]) =>
      options.flatMap(({ value }) => (value === '' ? [] : [{ [name]: value }])),
    );
    expect(choices.length).toBeGreaterThan(20);
    for (const choice of choices) expect(actionListParams.safeParse(choice).success, JSON.stringify(choice)).toBe(true);
  });

  it('keep the longest name of a repository whole', () => {
    const name = `acme/${'x'.repeat(250)}`;
    expect(readQueueFilters((filter) => (filter === 'repo' ? name : null))).toEqual({ repo: name });
  });
});
