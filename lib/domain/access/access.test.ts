import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#lib/domain/access/role.ts';
import {
  can,
  canSomewhere,
  PERMISSIONS,
  type Permission,
  type Principal,
  repositoryMatcher,
  type UploadTokenPrincipal,
} from './access.ts';

const TABLE: Record<Role, Permission[]> = {
  admin: [...PERMISSIONS],
  security: [
    'posture:read',
    'finding:read',
    'finding:write',
    'exception:request',
    'exception:decide',
    'upload:list',
    'upload:read',
    'upload:write',
    'upload:release',
    'upload:raw',
    'stream:retire',
    'token:read',
    'sink:read',
    'team:read',
    'feed:read',
    'feed:write',
    'policy:read',
    'policy:write',
    'view:share',
    'account:write',
    'review:read',
    'review:decide',
    'review:manage',
    'posture:export',
    'report:schedule',
  ],
  developer: [
    'posture:read',
    'finding:read',
    'finding:write',
    'exception:request',
    'upload:list',
    'upload:read',
    'team:read',
    'feed:read',
    'policy:read',
    'account:write',
    'review:decide',
  ],
  viewer: [
    'posture:read',
    'finding:read',
    'upload:list',
    'upload:read',
    'team:read',
    'feed:read',
    'policy:read',
    'account:write',
    'review:decide',
  ],
  auditor: [
    'posture:read',
    'finding:read',
    'upload:list',
    'upload:read',
    'token:read',
    'sink:read',
    'audit:read',
    'team:read',
    'feed:read',
    'policy:read',
    'account:write',
    'review:read',
    'posture:export',
    'review:decide',
  ],
};
const token: UploadTokenPrincipal = {
  kind: 'upload_token',
  orgId: 1,
  tokenId: 7,
  scopes: ['acme/*', 'beta/web'],
  pipelines: [],
  scanners: [],
};

describe('can', () => {
  it.each(ROLES)('lets a person or API token with the role %s do exactly what the table says', (role) => {
    for (const permission of PERMISSIONS) {
      for (const kind of ['user', 'api_token'] as const) {
        // A token acts with a role, but has no account.
        const may = TABLE[role].includes(permission) && (kind === 'user' || permission !== 'account:write');
        expect(can({ kind, orgId: 1, role }, permission, { orgId: 1 })).toBe(may);
        expect(canSomewhere({ kind, orgId: 1, role }, permission)).toBe(may);
      }
    }
  });
  it('never reaches into another organization', () => {
    const principals: Principal[] = [...ROLES.map((role) => ({ kind: 'user' as const, orgId: 1, role })), token];
    for (const principal of principals) {
      for (const permission of PERMISSIONS) {
        const target = { orgId: 2, repoFullName: 'acme/web' };
        expect(can(principal, permission, target)).toBe(false);
      }
    }
  });
  it('lets an upload token deliver for its repositories only', () => {
    expect(can(token, 'upload:write', { orgId: 1, repoFullName: 'acme/api' })).toBe(true);
    expect(can(token, 'upload:write', { orgId: 1, repoFullName: 'beta/web' })).toBe(true);
    expect(can(token, 'upload:write', { orgId: 1, repoFullName: 'beta/api' })).toBe(false);
    expect(can(token, 'upload:write', { orgId: 1 })).toBe(false);
  });
  it('lets an upload token that is bound to pipelines do so for those only', () => {
    const bound: Principal = { ...token, kind: 'upload_token', pipelines: ['ci.yml', 'nightly.yml'] };
    for (const permission of ['upload:write', 'upload:read'] as const) {
      const target = { orgId: 1, repoFullName: 'acme/api' };
      expect(can(bound, permission, { ...target, pipeline: 'nightly.yml' })).toBe(true);
      expect(can(bound, permission, { ...target, pipeline: 'default' })).toBe(false);
      expect(can(bound, permission, target)).toBe(false);
      expect(can(bound, permission, { orgId: 1, repoFullName: 'beta/api', pipeline: 'ci.yml' })).toBe(false);
    }
  });
  it('lets an upload token read uploads of its repositories and nothing else', () => {
    expect(can(token, 'upload:read', { orgId: 1, repoFullName: 'acme/api' })).toBe(true);
    expect(can(token, 'upload:read', { orgId: 1, repoFullName: 'beta/api' })).toBe(false);
    expect(can({ ...token, scopes: ['*'] }, 'upload:read', { orgId: 1 })).toBe(false);
    const delivering: Permission[] = ['upload:read', 'upload:write'];
    for (const permission of PERMISSIONS.filter((each) => !delivering.includes(each))) {
      expect(can(token, permission, { orgId: 1, repoFullName: 'acme/api' })).toBe(false);
      expect(canSomewhere(token, permission)).toBe(false);
    }
    expect(delivering.every((permission) => canSomewhere(token, permission))).toBe(true);
  });
  it('keeps an API token inside its scopes when it has some', () => {
    const api: Principal = { kind: 'api_token', orgId: 1, role: 'developer', scopes: ['acme/*'] };
    expect(can(api, 'finding:read', { orgId: 1, repoFullName: 'acme/web' })).toBe(true);
    expect(can(api, 'finding:read', { orgId: 1, repoFullName: 'beta/web' })).toBe(false);
    expect(can(api, 'finding:read', { orgId: 1 })).toBe(false);
    expect(can({ ...api, scopes: ['*'] }, 'finding:read', { orgId: 1 })).toBe(true);
  });
  it('gives a role that it does not know nothing', () => {
    const stranger = { kind: 'user', orgId: 1, role: JSON.parse('"constructor"') } as Principal;
    expect(can(stranger, 'posture:read', { orgId: 1 })).toBe(false);
  });
});

describe('repositoryMatcher', () => {
  it.each([
    ['*', 'acme/web', true],
    ['*', 'acme/group/web', true],
    ['acme/*', 'acme/web', true],
    ['acme/*', 'acme/group/web', false],
    ['acme/**', 'acme/group/web', true],
    ['acme/**', 'acme', false],
    ['acme/web', 'acme/web', true],
    ['acme/web', 'ACME/Web', true],
    ['acme/web', 'acme/web2', false],
    ['acme/web', 'xacme/web', false],
    ['acme/*-api', 'acme/pay-api', true],
    ['acme/*-api', 'acme/api', false],
    ['acme/a*b*c', 'acme/aXbYbZc', true],
    ['acme/.*', 'acme/web', false],
    ['*/web', 'acme/web', true],
    ['', 'acme/web', false],
    ['acme/*', 'acme/', false],
    ['acme/*', '', false],
  ])('%s for %s is %s', (scope, name, matches) => {
    expect(repositoryMatcher([scope])(name)).toBe(matches);
  });
  it('answers a hostile pattern at once', () => {
    expect(repositoryMatcher([`acme/${'a*'.repeat(200)}b`])(`acme/${'a'.repeat(2000)}`)).toBe(false);
  });
  it('accepts every name as its own scope', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
    fc.assert(
      fc.property(segment, segment, (owner, name) => repositoryMatcher([`${owner}/${name}`])(`${owner}/${name}`)),
    );
  });
});
