import { describe, expect, it } from 'vitest';
import { AUDIT_GROUPS, verbsOf } from './audit-groups.ts';
import { AUDIT_VERBS } from './entry.ts';

describe('groups of verbs', () => {
  it('hold every verb once, and a verb is itself alone', () => {
    expect(AUDIT_GROUPS.flatMap(verbsOf).sort()).toEqual([...AUDIT_VERBS].sort());
    expect(verbsOf('token')).toEqual(['token.created', 'token.revoked']);
    expect(verbsOf('token.created')).toEqual(['token.created']);
  });
});
