import { describe, expect, it } from 'vitest';
import type { LoadGroup } from '#lib/domain/action/load.ts';
import { fixWords, type StoredFix } from './action-words.ts';

const fix = (given: Partial<StoredFix>): string =>
  fixWords({
    ...{ kind: 'code', key: 'code:x', category: 'sast', target: null, open: 1, ruleId: null, ruleName: null },
    load: {},
    ...given,
  });

describe('what a fix is called outside of Plumbline', () => {
  it('names package and version, image, or CI action, as its key does', () => {
    expect(fix({ kind: 'upgrade', key: 'upgrade:pkg:npm/@acme/web', category: 'dependency', target: '4.17.21' })).toBe(
      'Upgrade @acme/web to 4.17.21',
    );
    expect(fix({ kind: 'image', key: 'image:ghcr.io/acme/base', category: 'container' })).toBe(
      'Update the image ghcr.io/acme/base',
    );
    expect(fix({ kind: 'pin', key: 'action-pin:actions/checkout', category: 'pipeline' })).toBe(
      'Pin actions/checkout to a commit',
    );
  });

  it('says of a malicious package that it is to be removed, whatever version would fix it, or none', () => {
    const group: LoadGroup = {
      count: 1,
      confidence: 'unknown',
      exploit: 'malicious',
      openedAt: '2026-03-01T00:00:00Z',
    };
    const given: Partial<StoredFix> = { category: 'dependency', target: '2.0.0', load: { high: [group] } };
    expect(fix({ ...given, kind: 'upgrade', key: 'upgrade:pkg:npm/@acme/web' })).toBe(
      'Remove @acme/web: it is malicious',
    );
    expect(fix({ ...given, kind: 'watch', key: 'watch:pkg:npm/left', ruleId: 'MAL-1' })).toBe(
      'Remove left: it is malicious',
    );
    const kev = { high: [{ ...group, exploit: 'kev' as const }] };
    expect(fix({ ...given, load: kev, kind: 'upgrade', key: 'upgrade:pkg:npm/left' })).toBe('Upgrade left to 2.0.0');
  });

  it('names the rule, in words where it has any', () => {
    expect(fix({ ruleId: 'py.sql', ruleName: 'SQL injection' })).toBe('Fix SQL injection');
    expect(fix({ ruleId: 'py.sql', open: 3 })).toBe('Fix py.sql in 3 places');
    expect(fix({ kind: 'rotate', category: 'secret', key: 'rotate:ab12', ruleId: 'aws-access-token' })).toBe(
      'Rotate the AWS access token',
    );
    expect(
      fix({
        kind: 'iac',
        key: 'iac:aws_s3_bucket#CKV_1',
        category: 'iac',
        ruleId: 'CKV_1',
        ruleName: 'Ensure buckets are private',
      }),
    ).toBe('Ensure buckets are private');
  });

  it('has nothing of paths, addresses, principals or titles: they are not even asked for', () => {
    expect(
      fix({
        kind: 'dast',
        category: 'dast',
        key: 'dast:xss+/private/canary',
        ruleId: 'xss',
        ruleName: 'Cross site scripting',
      }),
    ).toBe('Fix Cross site scripting');
    expect(
      fix({ kind: 'privilege', category: 'privilege', key: 'privilege:canary+canary', ruleId: 'r' }),
    ).not.toContain('canary');
    expect(fix({ kind: 'rotate', category: 'secret', key: 'rotate:generic@canary.env' })).not.toContain('canary');
  });

  it('is one line that shows what it says', () => {
    expect(fix({ ruleId: 'x', ruleName: 'SQL\r\nBcc: \u202einjection' })).toBe('Fix SQL Bcc: injection');
  });
});
