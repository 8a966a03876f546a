import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { SecretReplacer } from './secret-replacer.ts';
import type { SecretText } from './secret-texts.ts';

type Known = Omit<SecretText, 'position'>;
const known = (text: string, mark: string): Known => ({ text, mark, kind: 'value' });

const replace = (text: string, replacements: Record<string, string>): string =>
  new SecretReplacer(Object.entries(replacements).map(([value, mark]) => known(value, mark))).replace(text);

describe('SecretReplacer', () => {
  it('exchanges each value, in every spelling, for its own replacement', () => {
    const text = `a=hunter2&b=p%40ss%20w; {"c": "p@ss w"} ${btoa('p@ss w')}`;
    expect(replace(text, { hunter2: '<1>', 'p@ss w': '<2>' })).toBe('a=<1>&b=<2>; {"c": "<2>"} <2>');
  });

  it('takes the longest of those that begin at one place', () => {
    const values = { abcd: '<4>', abcdefgh: '<8>', abcdefghijkl: '<12>', abcdefghijklmnop: '<16>' };
    expect(replace('abcdefghijklmnopq abcdefghijklm abcdefghi abcde abc', values)).toBe('<16>q <12>m <8>i <4>e abc');
  });

  it('exchanges a word only where it stands alone, and a value everywhere, whichever came first', () => {
    const word: Known = { text: 'root', mark: '<r>', kind: 'word' };
    expect(new SecretReplacer([word]).replace('root "root" rooted chroot /root/')).toBe(
      '<r> "<r>" rooted chroot /<r>/',
    );
    for (const both of [
      [word, known('root', '<v>')],
      [known('root', '<v>'), word],
    ]) {
      expect(new SecretReplacer(both).replace('chroot')).toMatch(/^ch<[rv]>$/);
    }
  });

  it('leaves no value behind whole, and nothing else out', () => {
    const anyValue = fc.string({ unit: fc.constantFrom(...'abc"\\ é'), minLength: 4, maxLength: 16 });
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 6 }), fc.array(fc.string(), { maxLength: 6 }), (values, between) => {
        fc.pre(values.every((value) => value.trim().length >= 4));
        const text = between.map((part, index) => part + (values[index] ?? '')).join('');
        const result = new SecretReplacer(values.map((value) => known(value, '\0'))).replace(text);
        for (const value of values) expect(result).not.toContain(value);
        const none = values.length === 0 || !values.some((value) => text.includes(value.trim()));
        if (none) expect(result).toBe(text);
      }),
    );
  });

  it('gives the same in pieces as in one, wherever they are cut', () => {
    const replacer = new SecretReplacer([known('abcd', '<4>'), known('abcdabcdabcd', '<12>'), known('xabc', '<x>')]);
    const anyText = fc.string({ unit: fc.constantFrom('abcd', 'x', 'a', 'b', ' '), maxLength: 60 });
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        let held = '';
        let result = '';
        const ends = [...cuts.filter((cut) => cut < text.length), text.length].sort((a, b) => a - b);
        for (const [index, end] of ends.entries()) {
          held += text.slice(ends[index - 1] ?? 0, end);
          if (held.length <= replacer.longest) continue;
          const { done, rest } = replacer.part(held, held.length - replacer.longest);
          result += done;
          held = rest;
        }
        expect(result + replacer.replace(held)).toBe(replacer.replace(text));
      }),
    );
  });

  it('takes one pass for ten thousand lines that all begin alike', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `Authorization: Bearer token-${index}-${index * 7919}`);
    const secrets = lines.map((text): Known => ({ text, mark: 'X', kind: 'line' }));
    const spent = cpuStopwatch();
    const result = new SecretReplacer(secrets).replace(JSON.stringify(lines));
    expect(spent()).toBeLessThan(3000);
    expect(new Set(JSON.parse(result))).toEqual(new Set(['X']));
  });

  it('takes one pass for ten thousand values', () => {
    const values = Array.from({ length: 10_000 }, (_, index) => `ghp_${index}x${(index * 7919) % 10_007}`);
    const text = values.map((value) => `{"secret": "${value}", "file": "src/app-${value.length}.ts"}`).join(',\n');
    const spent = cpuStopwatch();
    const result = new SecretReplacer(values.map((value) => known(value, 'X'))).replace(text);
    expect(spent()).toBeLessThan(3000);
    expect(result).not.toContain('ghp_');
  });
});
