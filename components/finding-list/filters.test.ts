import { describe, expect, it } from 'vitest';
import { findingSearch } from '#components/queries/findings.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { FINDING_STATES } from '#lib/domain/finding/finding.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';
import { STATUS_WORDS } from '#lib/domain/statement/words.ts';
import { countSentence } from './count-sentence.ts';
import {
  describeFilters,
  NO_FILTERS,
  readFilters,
  withDue,
  withFeed,
  without,
  withText,
  withTicked,
  withToggled,
  wordOf,
} from './filters.ts';

const read = (search: string) => readFilters(new URLSearchParams(search));

describe('filters in the address', () => {
  it('without any, everything that is open', () => {
    expect(read('')).toEqual({ filters: NO_FILTERS, unknown: [] });
    expect(findingSearch(NO_FILTERS)).toBe('');
  });

  it('survive the way into the address and back', () => {
    const address = 'q=a+b&repo=acme/web&severity=critical,high&sort=opened';
    expect(findingSearch(read(address).filters)).toBe(address);
    const any = withTicked(NO_FILTERS, 'state', []);
    expect(read(findingSearch(any)).filters.state).toEqual(FINDING_STATES);
  });

  it('are one list whether repeated or joined by commas', () => {
    const repeated = readFilters(searchOf({ severity: ['high', 'low'], other: undefined }));
    expect(repeated.filters.severity).toEqual(['high', 'low']);
  });

  it('name what means nothing and keep the rest', () => {
    const { filters, unknown } = read('severity=bogus&category=secret&sort=sideways&cursor=x&limit=7&__proto__=1');
    expect(unknown.sort()).toEqual(['severity', 'sort']);
    expect(filters).toEqual({ ...NO_FILTERS, category: ['secret'] });
  });

  it('have one address, in whatever order they are ticked', () => {
    const one = withTicked(NO_FILTERS, 'severity', ['low', 'critical']);
    const other = withTicked(NO_FILTERS, 'severity', ['critical', 'low']);
    expect(findingSearch(one)).toBe(findingSearch(other));
    const inRepo = withTicked(NO_FILTERS, 'repo', ['acme/web']);
    expect(findingSearch(withTicked(inRepo, 'severity', ['low']))).toBe(
      findingSearch(withTicked(withTicked(NO_FILTERS, 'severity', ['low']), 'repo', ['acme/web'])),
    );
  });

  it('name an upload and which of its changes, which go together', () => {
    const { filters } = read('upload=upl_1_2&change=introduced,reopened&state=open,fixed');
    expect(findingSearch(filters)).toBe('change=introduced,reopened&state=open,fixed&upload=upl_1_2');
    expect(describeFilters(filters)).toContainEqual({ name: 'upload', value: 'introduced or reopened by upl_1_2' });
    expect(describeFilters(read('upload=upl_1_2').filters)).toEqual([{ name: 'upload', value: 'changed by upl_1_2' }]);
    expect(findingSearch(without(filters, 'upload'))).toBe('state=open,fixed');
    expect(findingSearch(without(filters, 'state'))).toBe('change=introduced,reopened&upload=upl_1_2');
    expect(read('change=fixed')).toEqual({ filters: NO_FILTERS, unknown: ['change'] });
  });

  it('ask for rights on a repository', () => {
    const { filters, unknown } = read('about=acme/web');
    expect([filters.about, unknown]).toEqual(['acme/web', []]);
    expect(describeFilters(filters)).toEqual([{ name: 'about', value: 'acme/web' }]);
    expect(findingSearch(without(filters, 'about'))).toBe('');
    expect(read('about=acme').unknown).toEqual(['about']);
  });

  it('ask what VEX documents state, and for one that is late or will be: choosing again takes that away', () => {
    const { filters, unknown } = read('statement=fixed,not_affected&document=7&sla=overdue');
    expect(unknown).toEqual([]);
    expect(describeFilters(filters)).toEqual([
      { name: 'statement', value: 'fixed, not affected' },
      { name: 'document', value: '7' },
      { name: 'sla', value: 'overdue' },
    ]);
    expect(findingSearch(withTicked(NO_FILTERS, 'statement', ['fixed', 'not_affected']))).toBe(
      'statement=not_affected,fixed',
    );
    for (const status of STATEMENT_STATUSES) expect(wordOf('statement', status)).toBe(STATUS_WORDS[status]);
    expect(withDue(filters, 'at_risk').sla).toBe('at_risk');
    expect(withDue(filters, 'overdue').sla).toBeUndefined();
    expect(withDue(NO_FILTERS, 'at_risk')).toEqual({ ...NO_FILTERS, sla: 'at_risk' });
    expect(withToggled(withToggled(NO_FILTERS, 'severity', 'low'), 'severity', 'high').severity).toEqual([
      'high',
      'low',
    ]);
    expect(withToggled(withTicked(NO_FILTERS, 'severity', ['low']), 'severity', 'low').severity).toBeUndefined();
    expect(withToggled(withToggled(NO_FILTERS, 'state', 'open'), 'state', 'fixed').state).toEqual(['fixed']);
  });

  it('can each be taken away again', () => {
    const on = withText(withTicked(NO_FILTERS, 'repo', ['acme/web']), '  lodash ');
    expect(on.q).toBe('lodash');
    expect(without(without(on, 'q'), 'repo')).toEqual(NO_FILTERS);
    expect(withText(on, ' ')).toEqual(without(on, 'q'));
  });
});

describe('words for filters', () => {
  it('say nothing of the usual state, and "any" of all of them', () => {
    expect(describeFilters(NO_FILTERS)).toEqual([]);
    expect(describeFilters(withTicked(NO_FILTERS, 'state', []))).toEqual([{ name: 'state', value: 'any' }]);
  });

  it('the count says what it counts', () => {
    const total = { value: 412, relation: 'exact' } as const;
    expect(countSentence(NO_FILTERS, total)).toBe('412 open findings');
    expect(countSentence(NO_FILTERS, { value: 10_000, relation: 'at_least' })).toBe('10,000+ open findings');
    expect(countSentence(NO_FILTERS, { value: 0, relation: 'exact' })).toBe('No open findings');
    expect(countSentence(withTicked(NO_FILTERS, 'state', []), total)).toBe('412 findings in any state');
    const one = withTicked(NO_FILTERS, 'severity', ['high']);
    expect(countSentence(one, { value: 1, relation: 'exact' })).toBe('1 open finding matches 1 filter');
  });
});

describe('what feeds say', () => {
  it('is one least EPSS and one answer about KEV: another one replaces it, the same takes it away', () => {
    const likely = withFeed(NO_FILTERS, 'epss_min', '0.1');
    expect(likely).toMatchObject({ epss_min: 0.1 });
    expect(withFeed(likely, 'epss_min', '0.5')).toMatchObject({ epss_min: 0.5 });
    expect(withFeed(likely, 'epss_min', '0.1')).toEqual(NO_FILTERS);
    expect(withFeed(likely, 'kev', 'false')).toMatchObject({ epss_min: 0.1, kev: 'false' });
    expect(withFeed(likely, 'epss_min', '7')).toEqual(NO_FILTERS);
    expect(describeFilters({ ...likely, kev: 'false' })).toEqual([
      { name: 'kev', value: 'not listed' },
      { name: 'epss_min', value: '10 % and more' },
    ]);
    expect(findingSearch({ ...likely, kev: 'true' })).toBe('epss_min=0.1&kev=true');
  });
});
