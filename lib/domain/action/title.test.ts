import { describe, expect, it } from 'vitest';
import { type ActionFacts, actionKey } from './key.ts';
import { actionTitle, splitTitle } from './title.ts';

const BASE: ActionFacts = { category: 'sast', ruleId: 'B105', ruleName: null };
const title = (facts: Partial<ActionFacts>, count = 1): string =>
  actionTitle('code', { ...BASE, ...facts }, null, count);
const shown = (facts: Partial<ActionFacts>, count = 1) => splitTitle('code', title(facts, count));

describe('the title of a fix', () => {
  it('is the name of the rule in words, with its id apart', () => {
    expect(shown({ ruleName: 'hardcoded_password_string' }, 3)).toEqual({
      title: 'Fix hardcoded password string in 3 places',
      rule: 'B105',
    });
    expect(shown({ ruleName: 'S3 Bucket has an ACL defined which allows public READ access.' })).toEqual({
      title: 'Fix: S3 Bucket has an ACL defined which allows public READ access',
      rule: 'B105',
    });
    expect(shown({ ruleName: 'Ensure the endpoint is not public' }, 2)).toEqual({
      title: 'Ensure the endpoint is not public in 2 places',
      rule: 'B105',
    });
    expect(shown({ ruleName: 'use parameters' })).toEqual({ title: 'Use parameters', rule: 'B105' });
  });

  it('is what the finding says where the rule has no name, if that is so of all its findings', () => {
    const ruleId = 'javascript.lang.security.eval';
    expect(shown({ ruleId, ruleName: ruleId, title: 'Detected eval of user input.' }, 4)).toEqual({
      title: 'Fix eval of user input in 4 places',
      rule: ruleId,
    });
    expect(title({ title: "'page' is never used" })).toBe("Fix 'page' is never used (B105)");
    expect(title({ title: "'page' is never used" }, 2)).toBe('Fix B105 in 2 places');
    expect(title({ title: 'Function has 83 lines' }, 2)).toBe('Fix B105 in 2 places');
    const blacklist = { ruleName: 'blacklist', title: 'Use of insecure function (mktemp).' };
    expect(shown(blacklist)).toEqual({ title: 'Fix Use of insecure function (mktemp)', rule: 'B105' });
    expect(title({ ruleName: 'hashlib', title: 'Weak MD5 hash' }, 3)).toBe('Fix hashlib (B105) in 3 places');
    expect(title({ ruleName: 'set_bad_file_permissions' })).toBe('Fix set bad file permissions (B105)');
    expect(title({ title: 'b105' })).toBe('Fix B105');
    expect(title({ title: 'word' })).toBe('Fix B105');
  });

  it('is the id where the words are an explanation', () => {
    const explanation = 'Detected string concatenation. Use parameters.';
    expect(shown({ ruleName: explanation, title: 'long '.repeat(40) })).toEqual({ title: 'Fix B105', rule: null });
    expect(title({ ruleName: `${'x'.repeat(99)}y` })).toContain('y (B105)');
    expect(title({ ruleName: 'x'.repeat(101) })).toBe('Fix B105');
  });

  it('does not change which fix it is', () => {
    const keys = ['tainted_sql', 'Tainted SQL', null].map((ruleName) => actionKey({ ...BASE, ruleName }).key);
    expect(new Set(keys)).toEqual(new Set(['code:B105']));
  });
});

describe('a title taken apart', () => {
  it('has a rule only where it names one', () => {
    expect(splitTitle('dast', 'Fix SQL Injection (40018) at /a')).toEqual({
      title: 'Fix SQL Injection at /a',
      rule: '40018',
    });
    expect(splitTitle('iac', 'Fix CKV_AWS_20 in 2 places')).toEqual({
      title: 'Fix CKV_AWS_20 in 2 places',
      rule: null,
    });
    expect(splitTitle('upgrade', 'Upgrade a (b)')).toEqual({ title: 'Upgrade a (b)', rule: null });
    expect(splitTitle('code', 'Fix use of MD5 (a weak hash)')).toEqual({
      title: 'Fix use of MD5 (a weak hash)',
      rule: null,
    });
  });
});
