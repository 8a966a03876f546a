import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedOrder } from './published-order.ts';

/** Lowest first, as each ecosystem's own documents and tests have them; what is in one list inside is equal. */
const ASCENDING: Record<string, (string | string[])[]> = {
  npm: [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    ['1', '1.0', '1.0.0', '1.0.0+build.5'],
    '1.0.1',
    '1.10.0',
    '2.0.0',
  ],
  golang: [
    'v0.0.0-20190308221718-c2843e01d9a2',
    'v0.0.0-20210101000000-aaaaaaaaaaaa',
    'v0.1.0',
    'v1.2.3',
    ['v2.0.0', 'v2.0.0+incompatible'],
  ],
  nuget: ['1.0.0-alpha', ['1.0.0-beta', '1.0.0-Beta'], ['1.0', '1.0.0', '1.0.0.0'], '1.0.0.1', '1.0.1', '1.10.0'],
  pypi: [
    '1.0.dev456',
    '1.0a1',
    '1.0a2.dev456',
    '1.0a12.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345.dev456',
    '1.0b2.post345',
    '1.0rc1.dev456',
    '1.0rc1',
    ['1.0', '1.0.0', 'v1.0'],
    '1.0+abc.5',
    '1.0+abc.7',
    '1.0+5',
    '1.0.post456.dev34',
    '1.0.post456',
    '1.0.15',
    '1.1.dev1',
    '1!0.1',
  ],
  gem: ['0.9', '1.0.a9', '1.0.a10', '1.0.b1', '1.0.pre1', ['1', '1.0', '1.0.0'], '1.0.0.1', '1.0.2', '1.9', '1.10'],
  maven: [
    '1-alpha',
    ['1-a1', '1-alpha-1', '1.0-ALPHA1', '1.0.0.alpha-1'],
    '1-alpha-2',
    '1-beta',
    '1-milestone-1',
    ['1-rc', '1.0.cr'],
    '1-SNAPSHOT',
    ['1', '1.0', '1.0.0', '1-ga', '1.FINAL', '1-0', '1.release'],
    '1-sp',
    ['1.foo', '1-foo'],
    '1-foo2',
    '1-foo10',
    '1-jre',
    '1-1',
    '1-2',
    '1.0.1',
    '1.1',
    '1.9',
    '1.10',
    '2.0.0.M1',
    '2.0.0.RELEASE',
  ],
  deb: [
    '1.0~~',
    '1.0~~a',
    '1.0~',
    '1.0~rc1-1',
    ['1.0', '1.0-0', '0:1.0', '1.00'],
    '1.0-1~bpo1',
    '1.0-1',
    '1.0-1+b1',
    '1.0-1.1',
    '1.0a-1',
    '1.0+dfsg-1',
    '1.1.1n-0+deb11u3',
    '1.1.1n-0+deb11u5',
    '1.9',
    '1.10',
    '1:0.1',
  ],
  rpm: [
    '1.0~rc1~git123',
    '1.0~rc1',
    '1.0~rc1^git1',
    '1.0~rc2',
    ['1.0', '1_0'],
    '1.0^git1~pre',
    '1.0^git1',
    '1.0^git2',
    '1.0^20160101^git1',
    '1.0^20160102',
    '1.0a',
    '1.0aa',
    '1.0.1',
    ['1.1', '1.0001'],
    '1.0039',
    '2.0-1.el8',
    '2.0-1.el9',
    '2.0-10.el8',
    '2.0.1',
    '2.0.1a',
    '5.5p1',
    '5.5p2',
    '5.5p10',
    '1:0.1',
  ],
  apk: [
    '0.1.0_alpha_pre2',
    '0.1.0_alpha',
    '0.1.0_alpha2',
    '0.1.0_beta',
    '0.1.0_pre1',
    '0.1.0_rc1',
    '0.1.0',
    '0.1.0_git20200101',
    '0.1.0_p1',
    '0.1.0_p10',
    '1.05',
    '1.1',
    '1.1-r1',
    '1.1-r10',
    '1.1a',
    '1.1b',
    '1.9',
    '1.10',
    '1.10.0',
    '3.0.7-r0',
    '3.0.7-r2',
  ],
};

const orderOf = (ecosystem: string) => publishedOrder(ecosystem) ?? (() => Number.NaN);
const equal = (entry: string | string[] | undefined): string[] => (typeof entry === 'string' ? [entry] : (entry ?? []));

describe.each(Object.entries(ASCENDING))('the order of %s', (ecosystem, ascending) => {
  const order = orderOf(ecosystem);
  const places = ascending.flatMap((entry, place) => equal(entry).map((version) => ({ version, place })));

  it('is the published one', () => {
    const wrong = places.flatMap((a) =>
      places.flatMap((b) => {
        const found = order(a.version, b.version);
        return found === Math.sign(a.place - b.place) ? [] : [`${a.version} to ${b.version}: ${found}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('is total and transitive, whatever the versions', () => {
    const part = fc.constantFrom(
      '0',
      '1',
      '2',
      '10',
      '05',
      'a',
      'b',
      'rc',
      'alpha',
      'beta',
      'pre',
      'dev',
      'sp',
      'final',
      'snapshot',
      'git',
      'p',
      'x',
    );
    const separator = fc.constantFrom('.', '.', '-', '_', '~', '^', '+', '-r', '');
    const version = fc
      .tuple(fc.constantFrom('0', '1', '1.0', '1.0.0', '2:1'), fc.array(fc.tuple(separator, part), { maxLength: 4 }))
      .map(([start, rest]) => start + rest.flat().join(''));
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [ab, ba, bc, ac] = [order(a, b), order(b, a), order(b, c), order(a, c)];
        expect(order(a, a) ?? 0).toBe(0);
        expect(ba).toBe(ab === null ? null : 0 - ab);
        if (ab === null || bc === null || ac === null) return;
        if (ab <= 0 && bc <= 0) expect(ac).toBe(ab < 0 || bc < 0 ? -1 : 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws, and ends, for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect([-1, 0, 1, null]).toContain(order(`1${a}`, `1${b}`));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what is no version of its ecosystem', () => {
  it.each([
    ['npm', '1.2.3.4'],
    ['npm', '1.2.x'],
    ['pypi', '1.0-banana'],
    ['gem', '1.0_1'],
    ['apk', '1.0-beta'],
    ['apk', '1.0_unknown1'],
    ['nuget', '1.2.3.4.5'],
  ])('of %s is not compared: %s', (ecosystem, version) => {
    expect(orderOf(ecosystem)(version, '1.0')).toBeNull();
    expect(orderOf(ecosystem)('1.0', version)).toBeNull();
  });
  it('has no order where none is published', () => {
    expect(publishedOrder('generic')).toBeUndefined();
    expect(publishedOrder(null)).toBeUndefined();
  });
});
