import { describe, expect, it } from 'vitest';
import { locationExample, observationExample } from '#lib/domain/finding/observation-example.ts';
import { messageContent, snippetContent } from './content.ts';

const content = (snippet: string, startLine: number | null = null, endLine: number | null = null) =>
  snippetContent(locationExample({ snippet, startLine, endLine }));

describe('snippetContent', () => {
  it('strips the line numbers of Bandit and gosec and keeps the marked lines', () => {
    expect(content('11 import os\n12 os.system(cmd)\n13 \n', 12)).toBe('os.system(cmd)');
    expect(content('11: import os\n12: os.system(cmd)\n13: }', 12)).toBe('os.system(cmd)');
    expect(content('41 import os\n42 os.system(cmd)\n43 \n', 42)).toBe('os.system(cmd)');
    expect(content('  11 | a\n> 12 | b\n  13 | c', 12)).toBe('b');
    expect(content('7 a = [\n8   1,\n9 ]\n10 x', 7, 9)).toBe('a = [\n1,\n]');
  });

  it('is the same whether a deceiving character is shown by its name or as unreadable', () => {
    expect(content('a[U+202E]b[U+0000]')).toBe(content('a\uFFFDb\uFFFD'));
    expect(content('a[U+0041]')).toBe('a[U+0041]');
  });

  it('keeps numbers that are code', () => {
    expect(content('12 + x', 3)).toBe('12 + x');
    expect(content('1 a\n5 b', 1)).toBe('1 a\n5 b');
  });

  it('does not care about white space and blank lines', () => {
    expect(content('  eval( x )\n\n\tdone')).toBe(content('eval( x )\n    done\n'));
  });

  it('does not take a placeholder for code', () => {
    expect(content('requires login')).toBeNull();
    expect(content(' \n')).toBeNull();
    expect(snippetContent(undefined)).toBeNull();
  });
});

describe('messageContent', () => {
  const text = (message: string) => messageContent(observationExample({ message }));

  it('forgets lines, positions and temporary paths', () => {
    expect(text('unused x on line 12')).toBe(text('unused x on line 13'));
    expect(text('see app.py:12:5')).toBe(text('see app.py:99:1'));
    expect(text('lines 3-9 repeat')).toBe(text('lines 4-10 repeat'));
    expect(text("read '/tmp/tmpab12/x'")).toBe(text("read '/tmp/tmpzz99/x'"));
    expect(text('at [3,4]')).toBe(text('at [5,6]'));
  });

  it('keeps numbers that mean something', () => {
    expect(text('uses TLS 1.0')).not.toBe(text('uses TLS 1.1'));
    expect(text('CVE-2021-1111 applies')).not.toBe(text('CVE-2021-2222 applies'));
  });

  it('keeps a measure of quality the same finding when the measure changes', () => {
    const measure = (message: string) =>
      messageContent(observationExample({ subject: { category: 'quality' }, message }));
    expect(measure('function has 83 lines')).toBe(measure('function has 84 lines'));
  });
});
