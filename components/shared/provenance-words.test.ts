import { describe, expect, it } from 'vitest';
import type { OriginStatementView, ProvenanceView } from '#lib/contracts/provenance.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import { agreementWords, boundsWords, contradicts, silenceWords, statementsIn } from './provenance-words.ts';

const statement = (agrees: boolean | null, more: Partial<OriginStatementView> = {}): OriginStatementView => ({
  ...{ fact: 'ref', said: 'feature', agrees },
  ...more,
});
const bounds = { repositories: 'one', pipelines: 'named', scanners: 'any' } as const;
const place = { repo: 'acme/web', ref: 'main', commit: '3f2a9c1d4e5f6071' };

describe('where a report is from, in words', () => {
  it('says what a token might deliver, and nothing of what was no token', () => {
    expect(boundsWords({ bounds, run: [], report: null })).toBe(
      'It could then deliver for this repository alone, pipelines that it names and any scanner.',
    );
    expect(boundsWords({ bounds: null, run: [], report: null })).toBeNull();
    expect(boundsWords(null)).toBeNull();
  });

  it.each([
    [statement(true), 'as delivered'],
    [statement(false), 'delivered for main'],
    [statement(false, { fact: 'repository' }), 'delivered for acme/web'],
    [statement(false, { fact: 'commit' }), 'delivered for 3f2a9c1d4e5f'],
    [statement(null), 'cannot be compared'],
  ])('%j: %s', (one, words) => {
    expect(agreementWords(one, place)).toBe(words);
  });

  it('says that a delivery named no commit', () => {
    expect(agreementWords(statement(null, { fact: 'commit' }), { ...place, commit: null })).toBe(
      'the delivery named none',
    );
  });

  it('begins with what contradicts', () => {
    const run = [statement(false, { fact: 'repository' })];
    const provenance = { bounds, run, report: [statement(true), statement(null)] };
    expect(statementsIn(provenance).map(({ by, statement: { agrees } }) => [by, agrees])).toEqual([
      ['run', false],
      ['report', true],
      ['report', null],
    ]);
    expect(contradicts(provenance)).toBe(true);
    expect(contradicts({ ...provenance, run: [] })).toBe(false);
    expect(contradicts(null)).toBe(false);
  });

  it.each<[ProvenanceView, UploadView['status'], string | null]>([
    [{ bounds, run: [], report: [statement(true)] }, 'processed', null],
    [{ bounds, run: [], report: [] }, 'held', 'does not say'],
    [{ bounds, run: [], report: null }, 'received', 'when it is read'],
    [{ bounds, run: [], report: null }, 'rejected', 'it was not read'],
    [null, 'processed', 'was not looked at'],
  ])('of %j, %s: %j', (provenance, status, words) => {
    const said = silenceWords({ provenance, status });
    if (words === null) expect(said).toBeNull();
    else expect(said).toContain(words);
  });
});
