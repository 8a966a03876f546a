import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from './parts.ts';

describe('the pieces of a comment', () => {
  it('are code, addresses and names, and nothing else stands out', () => {
    expect(partsOf('@Ada, see `a@Ada` at https://example.com/x?y=1. <b>No</b> [x](y)', ['Ada'])).toEqual([
      { kind: 'mention', text: '@Ada' },
      { kind: 'text', text: ', see ' },
      { kind: 'code', text: 'a@Ada' },
      { kind: 'text', text: ' at ' },
      { kind: 'link', text: 'https://example.com/x?y=1' },
      { kind: 'text', text: '. <b>No</b> [x](y)' },
    ]);
  });

  it('are no address of another kind', () => {
    const body = 'javascript:alert(1) data:text/html,x ftp://example.com';
    expect(partsOf(body, [])).toEqual([{ kind: 'text', text: body }]);
  });

  it('say together what was written', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('@Ada', '`', 'https://a.example/', ')', '\n'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const body = pieces.join('');
        const parts = partsOf(body, ['Ada']);
        expect(parts.map(({ kind, text }) => (kind === 'code' ? `\`${text}\`` : text)).join('')).toBe(body);
      }),
    );
  });
});
