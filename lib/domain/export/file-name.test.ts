import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFileName } from './file-name.ts';

const day = '2026-03-02';

describe('the name of an exported file', () => {
  it('says list, day and filter', () => {
    const filters = {
      state: ['open'],
      repo: ['acme/web'],
      q: 'log4j "x"',
      sort: '-risk',
      format: 'csv',
      cve: undefined,
    };
    expect(exportFileName('findings', filters, { format: 'csv', day })).toBe(
      'plumbline-findings-2026-03-02-open-acme-web-log4j-x.csv',
    );
    expect(exportFileName('queue', {}, { format: 'json', day })).toBe('plumbline-queue-2026-03-02.json');
  });

  it('is a plain name whatever is asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (q) => {
        expect(exportFileName('findings', { q }, { format: 'csv', day })).toMatch(
          /^plumbline-findings-2026-03-02[A-Za-z0-9._-]{0,90}\.csv$/,
        );
      }),
    );
  });
});
