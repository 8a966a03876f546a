import { describe, expect, it } from 'vitest';
import { auditExportHref, auditParams } from '#components/queries/audit.ts';
import { readAuditFilters } from './filters.ts';

const read = (search: string) => {
  const params = new URLSearchParams(search);
  return readAuditFilters((name) => params.get(name));
};

describe('the filters of the audit log', () => {
  it('are read from the address, without what the API would refuse', () => {
    const good = { who: 'Ada', verb: 'token.created', target: 'acme/web', since: '2026-03-01', until: '2026-03-02' };
    expect(read(new URLSearchParams(good).toString())).toEqual(good);
    const nothing = { who: null, verb: null, target: null, since: null, until: null };
    const bad = `who=%00a&verb=x&target=${'y'.repeat(256)}&since=2026-02-30&until=1969-12-31`;
    expect(read(bad)).toEqual(nothing);
    expect(read('since=2026-13-01&until=tomorrow&who=%20')).toEqual(nothing);
  });

  it('name days as they are chosen, for the list and for the export: the API knows when they begin and end', () => {
    const filters = read('since=2026-03-01&until=2026-03-02&who=Ada');
    expect(auditParams(filters)).toEqual({
      who: 'Ada',
      since: '2026-03-01',
      until: '2026-03-02',
    });
    expect(auditExportHref(read(''))).toBe('/api/v1/audit/export');
    expect(auditExportHref(read('who=Ada'))).toBe('/api/v1/audit/export?who=Ada');
  });
});
