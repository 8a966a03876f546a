import { describe, expect, it } from 'vitest';
import type { Observation } from '#lib/domain/finding/finding.ts';
import { locationExample, observationExample } from '#lib/domain/finding/observation-example.ts';
import { credentialValues, isSecretEverywhere } from './credential-values.ts';

const values = (fields: Partial<Observation>, code: string | null = null) =>
  credentialValues(
    observationExample({
      rule: { id: 'r', name: null, helpUrl: null },
      title: 'A finding',
      message: '',
      cwes: [],
      locations: [locationExample({ snippet: code })],
      ...fields,
    }),
  );

describe('credentialValues', () => {
  it.each<[string, Partial<Observation>]>([
    ['the weakness', { cwes: [259] }],
    ['the weakness 321', { cwes: [321] }],
    ['the weakness 798', { cwes: [798] }],
    ['its id', { rule: { id: 'javascript/HardcodedNonCryptoSecret', name: null, helpUrl: null } }],
    [
      'its name',
      { rule: { id: 'X_41', name: 'Ensure no hard coded access key and secret key exists', helpUrl: null } },
    ],
    ['the message', { message: 'Possible hardcoded password' }],
    ['the entropy', { message: 'Base64 High Entropy String' }],
  ])('are the literals of the line, where the rule is about a credential in the code by %s', (_, fields) => {
    expect(values(fields, 'connect("admin", \'hunter2\')')).toEqual(['hunter2', 'admin']);
  });

  it('are those of its lines only, not of the code around them', () => {
    const numbered = '2 name = "visible one"\n3 password = "hunter2"\n4 other = "visible two"';
    const locations = [locationExample({ startLine: 3, endLine: 3, snippet: numbered })];
    expect(values({ cwes: [259], locations })).toEqual(['hunter2']);
  });

  it('are also what the message quotes', () => {
    expect(values({ cwes: [259], message: "Possible hardcoded password: 'hunter'" })).toEqual(['hunter']);
    expect(values({ cwes: [798], message: 'The hard-coded value "hunter" is used as password.' })).toEqual(['hunter']);
    expect(values({ cwes: [798], message: 'Found "a9-b8" in `config`.' })).toEqual(['a9-b8']);
  });

  it('are no names of what the message explains', () => {
    const message =
      'A hard-coded secret in "src/app.py" for \'DB_PASSWORD\', argument "password" of `domain`, "x y z of it".';
    expect(values({ cwes: [798], message })).toEqual([]);
  });

  it('are none where the rule is about something else, however many words of credentials it uses', () => {
    const message = 'Session middleware: `domain` not set. It keeps the "password" reset token in a cookie.';
    expect(values({ cwes: [522], message }, 'session({ name: "connect-9" })')).toEqual([]);
  });
});

describe('isSecretEverywhere', () => {
  it.each(['hexter-s3cret77', 'zq9f8a7b6c5d', 'Vr0ub4&dor/3'])('holds for %s', (value) => {
    expect(isSecretEverywhere(value)).toBe(true);
  });

  it.each([
    'a1$b9',
    'root',
    'production',
    'hunter2',
    'aes-256-cbc',
    'iso-8859-1',
    'application/json',
    'https://api.example.com/v1',
    '2031-01-01',
    'a sentence of 5 words',
    'CVE-2031-80001',
  ])('does not for %s', (value) => {
    expect(isSecretEverywhere(value)).toBe(false);
  });
});
