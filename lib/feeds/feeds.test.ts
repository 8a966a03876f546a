import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exploitFrom } from '#lib/domain/feed/exploit-from.ts';
import { EXPLOIT_FACTOR } from '#lib/domain/score/units.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { InvalidRows, type OpenFeed } from './contract.ts';
import { openEpss } from './epss.ts';
import { openKev } from './kev.ts';
import { FEED_LIMITS } from './limits.ts';

const HEAD = '#model_version:v2025.03.14,score_date:2026-11-28T12:55:00+0000\ncve,epss,percentile\n';

type Open<Row> = (source: ReturnType<typeof sourceFromBytes>, invalid: InvalidRows) => Promise<OpenFeed<Row>>;

/** Small chunks, so that rows lie across their borders. */
async function readAll<Row>(open: Open<Row>, bytes: Uint8Array | string) {
  const invalid = new InvalidRows();
  const feed = await open(sourceFromBytes(bytes, null, 7), invalid);
  const rows: Row[] = [];
  for await (const batch of feed.rows) rows.push(...batch);
  invalid.check(rows.length);
  return { feed, rows, invalid };
}

describe('EPSS', () => {
  const FILE = `${HEAD}CVE-2031-0001,0.62,0.98\r\nCVE-2031-12345,1e-05,0\n`;

  it.each([
    ['plain', FILE],
    ['packed', gzipSync(FILE)],
  ])('is read with its date, %s', async (_name, bytes) => {
    const { feed, rows, invalid } = await readAll(openEpss, bytes);
    expect(rows).toEqual([
      { advisory: 'CVE-2031-0001', epss: 0.62, percentile: 0.98 },
      { advisory: 'CVE-2031-12345', epss: 0.00001, percentile: 0 },
    ]);
    expect([feed.dataAt?.toISOString(), invalid.count]).toEqual(['2026-11-28T12:55:00.000Z', 0]);
    expect([feed.has('CVE-2031-0001'), feed.has('CVE-2031-0002'), feed.has('other')]).toEqual([true, false, false]);
  });

  it('counts and lists rows that are no rows, with their line and reason', async () => {
    const bad = [
      'x,0.1,0.1',
      'CVE-2031-1,1.5,0.1',
      'CVE-2031-0001,0.1,0.1,9',
      'CVE-2031-0001,,1',
      `CVE-2031-0001,${'1'.repeat(2000)}`,
    ];
    const { rows, invalid } = await readAll(
      openEpss,
      `${HEAD}CVE-2031-0001,0,1\n\n${bad.join('\n')}\nCVE-2031-0001,1,1\n`,
    );
    expect([rows.length, invalid.count]).toEqual([1, 6]);
    expect(invalid.listed.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
      'line 5: it does not begin with a CVE',
      'line 6: it does not begin with a CVE',
      'line 7: it has more than three values',
      'line 8: its values are no numbers from 0 to 1',
      'line 9: the line is too long',
      'line 10: CVE-2031-0001 was there before',
    ]);
  });

  it('lists only the first invalid rows, and is refused whole when there are too many', async () => {
    const good = Array.from({ length: 2000 }, (_, index) => `CVE-2031-${10_000 + index},0.1,0.1`).join('\n');
    const some = await readAll(openEpss, `${HEAD}${good}\n${'x\n'.repeat(20)}`);
    expect([some.rows.length, some.invalid.count]).toEqual([2000, 20]);
    await expect(readAll(openEpss, `${HEAD}${good}\n${'x\n'.repeat(21)}`)).rejects.toThrow(
      /21 of 2021 rows cannot be read, the first at line 2003: it does not begin with a CVE/,
    );
  });

  it.each([
    ['nothing', '', /no EPSS file/],
    ['another CSV', 'a,b,c\n1,2,3\n', /no EPSS file/],
    ['a file that names no day', 'cve,epss,percentile\nCVE-2031-0001,0.1,0.1\n', /does not say of which day/],
    ['a day that is none', `${HEAD.replace('11-28', '13-28')}CVE-2031-0001,0.1,0.1\n`, /does not say of which day/],
    ['a page of HTML', '<html>', /no EPSS file/],
    [
      'gzip that is cut off',
      gzipSync(HEAD + 'CVE-2031-0001,0.1,0.1\n'.repeat(50)).subarray(0, 90),
      /cut off or damaged/,
    ],
  ])('is refused: %s', async (_name, bytes, words) => {
    await expect(readAll(openEpss, bytes)).rejects.toThrow(words);
  });

  it('is refused when it holds far more than the feed has', async () => {
    const usual = FEED_LIMITS.bytes;
    FEED_LIMITS.bytes = 10_000;
    try {
      const rows = 'x\n'.repeat(5000 - HEAD.length / 2);
      await expect(readAll(openEpss, gzipSync(`${HEAD}${rows}`))).rejects.toThrow(/rows cannot be read/);
      await expect(readAll(openEpss, gzipSync(`${HEAD}${rows}xx`))).rejects.toThrow(/far more than the feed has/);
    } finally {
      FEED_LIMITS.bytes = usual;
    }
  });
});

describe('KEV', () => {
  const entry = (cveID: string, more: object = {}) => ({
    ...{ cveID, vendorProject: 'Acme', dateAdded: '2026-11-03', dueDate: '2026-11-24' },
    ...more,
  });
  const catalogue = (vulnerabilities: unknown[], more: object = {}) =>
    JSON.stringify({
      ...{ title: 'KEV', catalogVersion: '2026.11.28', dateReleased: '2026-11-28T15:00:00.1234Z' },
      ...{ count: vulnerabilities.length, vulnerabilities, ...more },
    });

  it('is read with its date', async () => {
    const items = [entry('CVE-2031-0001', { knownRansomwareCampaignUse: 'Known' }), entry('CVE-2031-0002')];
    const { feed, rows } = await readAll(openKev, gzipSync(catalogue(items)));
    const days = { addedOn: '2026-11-03', dueOn: '2026-11-24' };
    expect(rows).toEqual([
      { advisory: 'CVE-2031-0001', ...days, ransomware: true },
      { advisory: 'CVE-2031-0002', ...days, ransomware: false },
    ]);
    expect([feed.dataAt?.toISOString(), feed.has('CVE-2031-0002')]).toEqual(['2026-11-28T15:00:00.123Z', true]);
  });

  it('counts and lists entries that cannot be read', async () => {
    const bad = [entry('x'), entry('CVE-2031-0003', { dueDate: 'soon' }), 7, entry('CVE-2031-0001')];
    const { rows, invalid } = await readAll(openKev, catalogue([entry('CVE-2031-0001'), ...bad]));
    expect([rows.length, invalid.listed]).toEqual([
      1,
      [
        { position: 'vulnerabilities[1]', reason: 'cveID is no CVE' },
        { position: 'vulnerabilities[2]', reason: 'dueDate is no day like 2026-11-03' },
        { position: 'vulnerabilities[3]', reason: 'it is no entry of KEV' },
        { position: 'vulnerabilities[4]', reason: 'CVE-2031-0001 was there before' },
      ],
    ]);
  });

  it.each([
    ['another JSON', '{"a":1}', /no KEV catalogue/],
    ['no JSON', 'cve,epss,percentile', /no JSON/],
    ['a catalogue that is cut off', catalogue([entry('CVE-2031-0001')]).slice(0, -20), /not whole/],
    [
      'fewer entries than it says',
      catalogue([entry('CVE-2031-0001')], { count: 2 }),
      /says that it has 2 entries, and has 1/,
    ],
    ['no entries', catalogue([]), /empty/],
  ])('is refused: %s', async (_name, bytes, words) => {
    await expect(readAll(openKev, bytes)).rejects.toThrow(words);
  });
});

describe('the bucket of a vulnerability', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('begins where the score says', () => {
    const at = [null, 0, 0.0099, 0.01, 0.0999, 0.1, 0.4999, 0.5, 1].map((epss) => exploitFrom({ kev: false, epss }));
    expect(at).toEqual(['none', 'epss_low', 'epss_low', 'epss1', 'epss1', 'epss10', 'epss10', 'epss50', 'epss50']);
  });

  it('never weighs less when exploitation is likelier, and most when KEV lists it', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const weight = (epss: number, kev = false) => EXPLOIT_FACTOR[exploitFrom({ kev, epss })];
        return weight(low) <= weight(high) && weight(high) < weight(low, true);
      }),
    );
  });
});
