import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCodeOwners, teamSlugOfOwner } from './code-owners.ts';

const ownersOf = (text: string) => readCodeOwners(text).owners;

describe('a CODEOWNERS file', () => {
  it.each([
    ['a rule for every file', '* @acme/payments @ada', ['@acme/payments', '@ada']],
    ['the last of several', '* @acme/old\n* @acme/new', ['@acme/new']],
    ['a last one without owners: nobody', '* @acme/old\n*', []],
    ['other spellings of every file', '/** @acme/one', ['@acme/one']],
    ['no rule for every file', '/docs/ @acme/writers\n*.ts @acme/web', []],
    ['files of the root folder only', '/* @acme/root', []],
    ['comments and empty lines', '# * @acme/no\n\n  * @acme/yes # @acme/no\n', ['@acme/yes']],
    ['an owner without regard to case, once', '* @Acme/Payments @acme/payments', ['@acme/payments']],
    ['an address', '* Ada@Example.com', ['ada@example.com']],
    ['Windows line ends and a byte order mark', '\uFEFF* @acme/one\r\n/a @acme/two\r\n', ['@acme/one']],
    ['an escaped space, which is part of the path', '*\\ @acme/no @acme/two', []],
    ['an escaped #, which is no comment', '\\#a @acme/no\n* @acme/yes', ['@acme/yes']],
    ['tabs', '*\t@acme/one\t@acme/two', ['@acme/one', '@acme/two']],
    ['nothing', '', []],
  ])('says who owns the repository: %s', (_what, text, owners) => {
    expect(ownersOf(text)).toEqual(owners);
  });

  it('of GitLab has the owners of all its sections, each by its last rule', () => {
    const text = '* @one\n[Docs] @writers\n*\n[Ops][2]\n* @first\n* @ops/night\n^[Optional]\n/x @nobody';
    expect(readCodeOwners(text)).toEqual({ owners: ['@one', '@writers', '@ops/night'], partial: 1, unreadable: [] });
  });

  it('joins sections of one name, whose first defaults stay', () => {
    expect(ownersOf('[Docs] @writers\n/a\n[docs] @others\n*')).toEqual(['@writers']);
  });

  it('counts rules for parts, and names the lines that it cannot read', () => {
    expect(readCodeOwners('/a @x\n/b @y\n* somebody\n* @acme/one')).toEqual({
      owners: ['@acme/one'],
      partial: 2,
      unreadable: [3],
    });
  });

  it('is read in time that grows with its length only', () => {
    for (const text of ['[', '^[', '* @', '\\', ' #', '@a/'].map((part) => part.repeat(100_000))) {
      expect(readCodeOwners(text).owners).toEqual([]);
    }
  });

  it('yields owners that stand in it, whatever it holds', () => {
    const part = fc.constantFrom(
      '*',
      '/docs/',
      '@acme/web',
      '@ada',
      '[A]',
      '^[B]',
      '#',
      '\\ ',
      ' ',
      '\n',
      'x@y.z',
      '@',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const owner of ownersOf(text)) expect(text.toLowerCase()).toContain(owner.toLowerCase());
      }),
    );
  });

  it('with a last rule for every file means its owners, whatever stands before without sections', () => {
    const line = fc.stringMatching(/^[a-z*/@# ]{0,20}$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        expect(ownersOf([...lines, '* @acme/last'].join('\n'))).toEqual(['@acme/last']);
      }),
    );
  });
});

describe('the team that an owner is', () => {
  it.each([
    ['@acme/payments', 'payments'],
    ['@group/sub/Team', 'team'],
    ['@payments', 'payments'],
    ['@@developer', null],
    ['ada@example.com', null],
  ])('%s: %s', (owner, slug) => {
    expect(teamSlugOfOwner(owner)).toBe(slug);
  });
});
