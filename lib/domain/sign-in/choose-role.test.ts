import { describe, expect, it } from 'vitest';
import { admittedRole, type GroupMapping, roleOfGroups, teamsOfGroups } from './choose-role.ts';

const mapping = (provider: string, group: string, gives: Partial<GroupMapping>): GroupMapping => {
  return { ...{ provider, group, role: null, teamId: null }, ...gives };
};
const mappings = [
  mapping('oidc', 'staff', { role: 'viewer' }),
  mapping('oidc', 'dev', { role: 'developer' }),
  mapping('oidc', 'audit', { role: 'auditor' }),
  mapping('oidc', 'sec', { role: 'security' }),
  mapping('github', 'acme', { role: 'admin' }),
  mapping('oidc', 'dev', { teamId: 1 }),
  mapping('oidc', 'pay', { teamId: 1 }),
  mapping('oidc', 'pay', { teamId: 2 }),
  mapping('github', 'acme/pay', { teamId: 2 }),
  mapping('github', 'acme/web', { teamId: 3 }),
];

describe('the role that groups give', () => {
  it('is the one with most rights, of the same provider, letter for letter', () => {
    expect(roleOfGroups(mappings, 'oidc', ['staff', 'sec', 'dev'])).toBe('security');
    expect(roleOfGroups(mappings, 'oidc', ['audit', 'dev'])).toBe('auditor');
    expect(roleOfGroups(mappings, 'oidc', ['staff', 'dev'])).toBe('developer');
    expect(roleOfGroups(mappings, 'oidc', ['acme', 'Staff', ''])).toBeNull();
    expect(roleOfGroups(mappings, 'github', ['acme'])).toBe('admin');
    expect(roleOfGroups([], 'oidc', ['staff'])).toBeNull();
  });
});

describe('the teams that groups give', () => {
  it('are those of the provider’s groups; teams that only another provider fills are left alone', () => {
    expect(teamsOfGroups(mappings, 'oidc', ['dev', 'pay', 'acme/web'])).toEqual({ wanted: [1, 2], others: [3] });
    expect(teamsOfGroups(mappings, 'oidc', [])).toEqual({ wanted: [], others: [3] });
    expect(teamsOfGroups(mappings, 'github', ['acme/web'])).toEqual({ wanted: [3], others: [1] });
    expect(teamsOfGroups([], 'oidc', ['dev'])).toEqual({ wanted: [], others: [] });
  });
});

describe('who gets in without an invitation', () => {
  const ada = { email: 'ada@example.com', emailVerified: true, ofGroups: null };
  const closed = { byGroup: false, domains: [], role: 'viewer' } as const;
  const byDomain = { ...closed, domains: ['example.com'] };

  it('is nobody, unless the organization says otherwise', () => {
    expect(admittedRole(closed, ada)).toBeNull();
    expect(admittedRole(closed, { ...ada, ofGroups: 'admin' })).toBeNull();
  });

  it('is who has a verified address of a domain, not of one that ends or begins alike', () => {
    expect(admittedRole(byDomain, ada)).toBe('viewer');
    expect(admittedRole(byDomain, { ...ada, ofGroups: 'security' })).toBe('security');
    expect(admittedRole(byDomain, { ...ada, emailVerified: false })).toBeNull();
    for (const email of ['ada@sub.example.com', 'ada@notexample.com', 'ada@example.com.evil.example', null]) {
      expect(admittedRole(byDomain, { ...ada, email })).toBeNull();
    }
  });

  it('is who is in a group that gives a role', () => {
    expect(admittedRole({ ...closed, byGroup: true }, ada)).toBeNull();
    expect(admittedRole({ ...closed, byGroup: true }, { ...ada, ofGroups: 'developer' })).toBe('developer');
  });
});
