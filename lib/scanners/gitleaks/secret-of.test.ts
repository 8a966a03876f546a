import { describe, expect, it } from 'vitest';
import { secretOf } from './secret-of.ts';

describe('the value of a leak', () => {
  it.each([
    ['generic-api-key', 'a-made-up-value-1', 'a-made-up-value-1'],
    ['hashicorp-tf-password', '"a-made-up-value-1"', 'a-made-up-value-1'],
    ['curl-auth-user', '"deployer:made:up"', 'made:up'],
    ['curl-auth-user', 'made-up', 'made-up'],
    ['generic-api-key', 'deployer:made-up', 'deployer:made-up'],
    ['generic-api-key', '"made-up', '"made-up'],
    ['curl-auth-user', 'deployer:REDACTED', null],
    ['generic-api-key', '"REDACTED"', null],
    ['generic-api-key', null, null],
  ])('of %s, %s: %s', (rule, text, value) => {
    expect(secretOf(rule, text)).toBe(value);
  });
});
