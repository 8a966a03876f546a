import { describe, expect, it } from 'vitest';
import { displayName } from './setup.ts';
import { inviteBody, userChange } from './user.ts';

describe('an address that is invited', () => {
  it.each([
    ['  Ada@Example.COM \r\n', 'ada@example.com'],
    ["o'hara+ci@mail.example.co", "o'hara+ci@mail.example.co"],
  ])('%j is taken as %s', (given, address) => {
    expect(inviteBody.parse({ email: given })).toEqual({ email: address, role: 'viewer' });
  });

  it.each([
    'ada@example.com\r\nBcc: eve@example.com',
    '"ada lovelace"@example.com',
    'Ada <ada@example.com>',
    // Cyrillic letters that look like Latin ones, a full-width @, a zero-width space, text that turns direction.
    '\u0430da@example.com',
    'ada@ex\u0430mple.com',
    'ada\uff20example.com',
    'ada\u200b@example.com',
    '\u202eada@example.com',
    'ada@[127.0.0.1]',
    'ada@localhost',
    'removed 7',
    `${'a'.repeat(250)}@example.com`,
  ])('%j is refused', (given) => {
    expect(inviteBody.safeParse({ email: given }).success).toBe(false);
  });
});

describe('a name', () => {
  it.each(['Zoë Müller-Łuczak', "Aoife O'Brien", '山田太郎', 'Иван (Ivan) Παπάς', '👩‍🚀'])(
    '%s is taken as it is',
    (name) => {
      expect(displayName.parse(` ${name} `)).toBe(name);
    },
  );

  it.each([
    'Ada\r\nBcc: eve',
    '\u0410cme Works',
    'Acme\u200b Works',
    'M\u03b1x',
    'Ada\u2028Eve',
    'Ada \u202eevE',
    '\u2066Ada',
    '',
    '   ',
    '\u200b',
    'x'.repeat(101),
  ])('%j is refused', (name) => {
    expect(displayName.safeParse(name).success).toBe(false);
  });
});

describe('a change of a person', () => {
  it.each([
    {},
    { role: 'root' },
    { disabled: 'yes' },
    { disabled: true, email: 'eve@example.com' },
    { orgId: 2 },
    null,
  ])('%j is refused', (change) => {
    expect(userChange.safeParse(change).success).toBe(false);
  });
});
