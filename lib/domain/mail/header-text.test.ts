import { describe, expect, it } from 'vitest';
import { headerText } from './header-text.ts';

describe('text for a header', () => {
  it('is one line, however lines are ended', () => {
    expect(headerText('Posture 68\r\nBcc: victim@example.com')).toBe('Posture 68 Bcc: victim@example.com');
    for (const end of ['\r', '\n', '\u0085', '\u2028', '\u2029', '\v', '\0'])
      expect(headerText(`a${end}b`)).toBe('a b');
  });

  it('has no marks that turn the direction of what follows', () => {
    expect(headerText('acme/\u202egpj.exe\u2066\u200f')).toBe('acme/gpj.exe');
  });

  it('is cut after 200 characters, between whole ones', () => {
    expect(headerText('x'.repeat(200))).toBe('x'.repeat(200));
    expect(headerText('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
    expect(headerText(`${'x'.repeat(198)}😀y`).isWellFormed()).toBe(true);
  });

  it('leaves other text as it is', () => {
    expect(headerText('Posture 68 (−4): 2 overdue, Zürich – 東京')).toBe('Posture 68 (−4): 2 overdue, Zürich – 東京');
  });
});
