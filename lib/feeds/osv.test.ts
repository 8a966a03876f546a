import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '#lib/domain/action/version.ts';
import { fixesOf } from '#lib/domain/feed/fixes-of.ts';
import type { OsvInterval, OsvRow } from '#lib/domain/feed/osv.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scoreOfVector } from '#lib/scanners/shared/score-of-vector.ts';
import { InvalidRows } from './contract.ts';
import { FEED_LIMITS } from './limits.ts';
import { readOsv } from './osv.ts';
import { osvRowOf } from './osv-record.ts';
import { type TestMember, zipOf } from './testing.ts';

const NOW = new Date('2026-11-29T12:00:00Z');

async function read(bytes: Uint8Array | string) {
  const invalid = new InvalidRows();
  const rows: OsvRow[] = [];
  for await (const batch of readOsv(sourceFromBytes(bytes, null, 5), invalid, NOW)) rows.push(...batch);
  invalid.check(rows.length);
  return { rows, invalid };
}

const npm = (events: readonly object[], type = 'SEMVER', name = 'Left-Pad') => ({
  package: { ecosystem: 'npm', name },
  ranges: [{ type, events }],
});
const record = (id: string, more: object = {}) => ({ id, modified: '2026-11-20T10:00:00Z', ...more });
const GHSA = record('GHSA-aaaa-bbbb-cccc', {
  aliases: ['CVE-2031-0001'],
  affected: [npm([{ introduced: '0' }, { fixed: '1.3.0' }])],
  database_specific: { severity: 'MODERATE' },
  details: 'text that nobody keeps',
});
const ROW: OsvRow = {
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2026-11-20T10:00:00.000Z',
  withdrawn: false,
  names: ['CVE-2031-0001', 'GHSA-aaaa-bbbb-cccc'],
  affected: [{ package: 'npm/left-pad', intervals: [{ introduced: '0', fixed: '1.3.0' }] }],
  severity: 2,
};
const MAL = record('MAL-2031-7');
const member = (value: object, name = 'x.json'): TestMember => ({ name, data: JSON.stringify(value) });

describe('records of OSV', () => {
  it.each([
    ['one record', JSON.stringify(GHSA)],
    ['one record on many lines', JSON.stringify(GHSA, null, 2)],
    ['a list', `\n [${JSON.stringify(GHSA)}]`],
    ['a line each', `${JSON.stringify(GHSA)}\r\n`],
    ['packed with gzip', gzipSync(JSON.stringify([GHSA]))],
    ['an archive', zipOf([member(GHSA)])],
  ])('are read from %s', async (_name, bytes) => {
    expect((await read(bytes)).rows).toEqual([ROW]);
  });

  it('are read from all lines, members and folders of a file, each id once', async () => {
    const lines = [GHSA, MAL, GHSA].map((one) => JSON.stringify(one)).join('\n');
    const both = await read(lines);
    expect(both.rows.map(({ id }) => id)).toEqual(['GHSA-aaaa-bbbb-cccc', 'MAL-2031-7']);
    expect(both.invalid.listed).toEqual([{ position: 'line 3', reason: 'GHSA-aaaa-bbbb-cccc was there before' }]);
    const archive = zipOf([{ name: 'npm/', data: '' }, member(MAL, 'npm/a.json'), member(GHSA, 'npm/b.json')]);
    expect((await read(archive)).rows.map(({ id }) => id)).toEqual(['MAL-2031-7', 'GHSA-aaaa-bbbb-cccc']);
  });

  it.each(['zip64.zip', 'zip64-streamed.zip'])('are read from archives as large ones are written: %s', async (name) => {
    const bytes = readFileSync(join(import.meta.dirname, 'fixtures', name));
    // So that it is one: the size that is in a further field (0x0001), of eight bytes.
    expect(bytes.readUInt32LE(18) === 0xffffffff || (bytes.readUInt16LE(6) & 8) > 0).toBe(true);
    const { rows, invalid } = await read(bytes);
    expect([rows.map(({ id }) => id), invalid.count]).toEqual([
      ['GHSA-aaaa-bbbb-0000', 'GHSA-aaaa-bbbb-0001', 'GHSA-aaaa-bbbb-0002'],
      0,
    ]);
  });

  it('that cannot be read are listed with their place and a reason', async () => {
    const bad = [
      {},
      record('a b'),
      record('A-1', { modified: 'soon' }),
      record('A-2', { modified: '2027-01-01T00:00:00Z' }),
      7,
    ];
    const { rows, invalid } = await read(JSON.stringify([GHSA, ...bad]));
    expect(rows).toEqual([ROW]);
    expect(invalid.listed).toEqual([
      { position: '[1]', reason: 'id is missing or no id' },
      { position: '[2]', reason: 'id is missing or no id' },
      { position: '[3]', reason: 'modified is missing or no time like 2026-11-03T00:00:00Z' },
      { position: '[4]', reason: 'modified is in the future' },
      { position: '[5]', reason: 'it is no record of OSV' },
    ]);
  });

  it.each([
    ['a list that is cut off', JSON.stringify([GHSA, MAL]).slice(0, -4), /not whole or is no JSON/],
    ['a record that is cut off', JSON.stringify(GHSA, null, 2).slice(0, -4), /not whole or is no JSON/],
    ['lines that are cut off', `${JSON.stringify(GHSA)}\n${JSON.stringify(MAL).slice(0, -4)}`, /cut off/],
    ['gzip that is cut off', gzipSync(JSON.stringify([GHSA])).subarray(0, 60), /cut off or damaged/],
    ['an archive that is cut off', zipOf([member(GHSA)]).subarray(0, -30), /cut off, damaged/],
    ['an archive of which a byte is another', damaged(zipOf([member(GHSA)])), /damaged/],
    ['an archive with a wrong checksum', zipOf([{ ...member(GHSA), crc: 1 }]), /damaged/],
    ['an archive with a wrong size', zipOf([{ ...member(GHSA), size: 9 }]), /damaged/],
    ['an archive that is encrypted', zipOf([{ ...member(GHSA), flags: 1 }]), /encrypted/],
    ['an archive with a name that leaves its folder', zipOf([member(GHSA, '../../x.json')]), /not to be trusted/],
    ['an archive with an absolute name', zipOf([member(GHSA, '/etc/x.json')]), /not to be trusted/],
    ['something else', 'cve,epss\nCVE-1,2', /no JSON/],
    ['JSON of something else', '{"vulnerabilities":[]}', /its one record can be read/],
    ['nothing', ' \n', /empty/],
  ])('of %s are refused whole', async (_name, bytes, words) => {
    await expect(read(bytes)).rejects.toThrow(words);
  });

  it('that inflate without end are refused before they do', async () => {
    const zeros = Buffer.alloc(2 * 1024 * 1024, 0x20);
    await expect(read(zipOf([{ name: 'x.json', data: zeros }]))).rejects.toThrow(/more than 200 : 1/);
    // What the directory says of them all is enough to know.
    const small = member(GHSA);
    const lying = Array.from({ length: 2000 }, () => ({ ...small, size: 1024 * 1024 }));
    await expect(read(zipOf([small, ...lying]))).rejects.toThrow(/damaged|inflates to more/);
    const large = { name: 'large.json', data: randomBytes(FEED_LIMITS.member + 1) };
    const { rows, invalid } = await read(zipOf([small, large]));
    const reason = 'it is larger than 16777216 bytes';
    expect([rows, invalid.listed]).toEqual([[ROW], [{ position: 'large.json', reason }]]);
  }, 60_000);

  it('of 10 MB, and nested a million deep, do no harm', async () => {
    const padded = { ...GHSA, details: randomBytes(5_000_000).toString('hex'), deep: 0 };
    const deep = JSON.stringify(padded).replace('"deep":0', `"deep":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`);
    expect((await read(zipOf([{ name: 'a.json', data: deep }]))).rows).toEqual([ROW]);
  }, 60_000);
});

function damaged(archive: Buffer): Buffer {
  archive[60] = (archive[60] ?? 0) ^ 0xff;
  return archive;
}

const rowOf = (more: object): OsvRow => {
  const row = osvRowOf(record('GHSA-aaaa-bbbb-cccc', more), NOW);
  if (typeof row === 'string') throw new Error(row);
  return row;
};
const intervalsOf = (...events: object[]) =>
  rowOf({ affected: [npm([...events, { introduced: '90' }, { fixed: '91' }])] }).affected[0]?.intervals.slice(0, -1);

describe('of a record counts', () => {
  it('every other name of its one problem, a bulletin apart', () => {
    expect(rowOf({ aliases: ['CVE-2031-0002', 'USN-1-1', 'PYSEC-2031-1'] }).names).toEqual([
      'CVE-2031-0002',
      'GHSA-aaaa-bbbb-cccc',
      'PYSEC-2031-1',
    ]);
    const copy = osvRowOf({ ...record('DEBIAN-CVE-2031-1'), upstream: ['CVE-2031-1', 'CVE-2031-2'] }, NOW);
    expect(copy).toMatchObject({ names: ['CVE-2031-1', 'DEBIAN-CVE-2031-1'] });
  });

  it('nothing of what is withdrawn', () => {
    const row = osvRowOf({ ...GHSA, withdrawn: '2026-11-21T00:00:00Z' }, NOW);
    expect(row).toEqual({ ...ROW, withdrawn: true, names: [], affected: [], severity: null });
  });

  it('its events in the order of their versions, whatever they say of it', () => {
    expect(intervalsOf({ fixed: '2.0.0' }, { introduced: '1.0.0' }, { introduced: '0' }, { fixed: '0.5.0' })).toEqual([
      { introduced: '0', fixed: '0.5.0' },
      { introduced: '1.0.0', fixed: '2.0.0' },
    ]);
    // Fixed before it was introduced: nothing says that it is fixed since.
    expect(intervalsOf({ introduced: '5.0.0' }, { fixed: '3.0.0' })).toEqual([]);
    expect(intervalsOf({ introduced: '1.0.0' }, { last_affected: '1.5.0' })).toEqual([
      { introduced: '1.0.0', lastAffected: '1.5.0' },
    ]);
  });

  it('no range of commits, none without an end, none of a distribution', () => {
    expect(rowOf({ affected: [npm([{ introduced: '0' }])] }).affected).toEqual([]);
    expect(rowOf({ affected: [npm([{ introduced: '0' }, { fixed: 'abc' }], 'GIT')] }).affected).toEqual([]);
    const debian = {
      ...npm([{ introduced: '0' }, { fixed: '1' }], 'ECOSYSTEM'),
      package: { ecosystem: 'Debian:12', name: 'x' },
    };
    expect(rowOf({ affected: [debian, { ranges: [] }] }).affected).toEqual([]);
  });

  it('the severity that it states, in words or as a vector', () => {
    expect(rowOf({ database_specific: { severity: 'CRITICAL' } }).severity).toBe(4);
    const vector = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' };
    expect(rowOf({ severity: [vector], database_specific: { severity: 'odd' } }).severity).toBe(4);
    expect(rowOf({ severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N' }] }).severity).toBeNull();
    const newer = { type: 'CVSS_V4', score: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N' };
    expect(rowOf({ severity: [newer] }).severity).toBe(2);
    // Whatever the order, and whichever is higher.
    expect(rowOf({ severity: [newer, vector] }).severity).toBe(4);
    const weaker = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N' };
    expect(rowOf({ severity: [newer, weaker, vector] }).severity).toBe(4);
    expect(rowOf({ severity: [newer, weaker] }).severity).toBe(1);
    // A vector that is none, or is called what it is not, is left to the other one.
    expect(rowOf({ severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }, newer] }).severity).toBe(2);
    expect(rowOf({ severity: [{ ...vector, type: 'Ubuntu' }] }).severity).toBeNull();
  });

  it.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N', 2.5],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVSS:3.1/AV:N', null],
    ['CVSS:3.1/AV:N/AC:L/PR:constructor/UI:N/S:U/C:H/I:H/A:H', null],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
    ['CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N', 5.1],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', 0],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H', null],
  ])('%s as %s', (vector, score) => expect(scoreOfVector(vector)).toBe(score));
});

describe('the versions that fix a problem', () => {
  const fixes = (intervals: readonly OsvInterval[], version: string | null = null) =>
    fixesOf(intervals, version, 'npm');

  it('are those that no record holds, and of which one comes after the version in use', () => {
    const lines = [
      { introduced: '0', fixed: '1.3.0' },
      { introduced: '2.0.0', fixed: '2.2.0' },
    ];
    expect(fixes(lines, '1.0.0')).toEqual(['1.3.0', '2.2.0']);
    expect(fixes([...lines, { introduced: '0', fixed: '2.1.0' }], '1.0.0')).toEqual(['2.2.0']);
    expect(fixes([...lines, { introduced: '2.0.0' }], '2.0.5')).toEqual([]);
    expect(fixes(lines, '3.0.0')).toEqual([]);
    expect(fixes([{ introduced: '0', lastAffected: '1.0.0' }], '1.0.0')).toEqual([]);
  });

  it('are unknown where versions cannot be compared', () => {
    expect(fixes([{ introduced: '0', fixed: 'deadbeef' }], '1.0.0')).toEqual([]);
    expect(fixes([{ introduced: 'main', fixed: '1.0.0' }], '0.1.0')).toEqual([]);
    expect(fixes([{ introduced: '0', fixed: '1.0.0' }], 'main')).toEqual(['1.0.0']);
  });

  it('are never themselves affected, come from a record, and do not depend on any order', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => `${a}.${b}.0`);
    const interval = fc.record({ introduced: fc.oneof(fc.constant('0'), version), fixed: version });
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 5 }), version, (intervals, inUse) => {
        const found = fixes(intervals, inUse);
        expect(fixes(intervals.toReversed(), inUse)).toEqual(found);
        const order = (a: string, b: string) => compareVersions(a, b, 'npm') ?? 0;
        if (found.length > 0) expect(found.some((one) => order(one, inUse) > 0)).toBe(true);
        for (const one of found) {
          expect(intervals.map(({ fixed }) => fixed)).toContain(one);
          expect(intervals.some(({ introduced, fixed }) => order(one, introduced) >= 0 && order(one, fixed) < 0)).toBe(
            false,
          );
        }
      }),
    );
  });
});
