import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScope, MAX_SCOPE, parseScope, SCOPE_KINDS } from './chosen-scope.ts';

const printable = fc.string({
  minLength: 1,
  maxLength: 200,
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});

describe('a scope in an address', () => {
  it('is read as it was written, whatever the name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SCOPE_KINDS), printable, (kind, name) => {
        expect(parseScope(formatScope({ kind, name }))).toEqual({ kind, name });
      }),
    );
  });

  it('is one text for one scope: what is read is written back the same', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          printable.map((rest) => `team:${rest}`),
          printable.map((rest) => `one:${rest}`),
        ),
        (text) => {
          const scope = parseScope(text);
          if (scope !== null) expect(formatScope(scope)).toBe(text);
        },
      ),
    );
  });

  it('names a team, a label or a repository, slashes and colons included', () => {
    expect(parseScope('team:payments')).toEqual({ kind: 'team', name: 'payments' });
    expect(parseScope('label:tier:1')).toEqual({ kind: 'label', name: 'tier:1' });
    expect(parseScope('repo:group/sub/web')).toEqual({ kind: 'repository', name: 'group/sub/web' });
    expect(parseScope('one:group/sub/web')).toEqual({ kind: 'repository', name: 'group/sub/web', named: true });
  });

  it.each([
    '',
    'payments',
    ':payments',
    'team:',
    'Team:payments',
    'repository:acme/web',
    'constructor:x',
    'team:a\0b',
    'team:a\r\nb',
    `team:${'x'.repeat(MAX_SCOPE)}`,
  ])('is nothing else: %j', (text) => {
    expect(parseScope(text)).toBeNull();
  });
});
