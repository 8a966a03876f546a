import { describe, expect, it } from 'vitest';
import { LABEL } from './label.ts';

describe('a label', () => {
  it.each(['a', 'internet-facing', 'tier:1', 'pci.v4_1', 'a'.repeat(50)])('may be %j', (text) => {
    expect(LABEL.test(text)).toBe(true);
  });
  it.each(['', 'A', 'a b', 'a,b', '-a', 'a-', ':a', 'a:', 'a/b', 'a\r\n', '<b>', 'а', 'a'.repeat(51)])(
    'is never %j',
    (text) => {
      expect(LABEL.test(text)).toBe(false);
    },
  );
});
