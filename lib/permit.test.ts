import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Principal } from './domain/access/access.ts';
import { operatorOf } from './domain/access/operator.ts';
import { Fault } from './errors.ts';
import { type PermitRow, permit } from './permit.ts';

const web: PermitRow = { orgId: 1, repoId: 7, fullName: 'acme/web' };
const viewer = { ...operatorOf(1), principal: { kind: 'user', orgId: 1, role: 'viewer' } as const };

function of(principal: Principal, repositories: 'all' | number[] = 'all') {
  return { orgId: principal.orgId, principal, readScope: { orgId: principal.orgId, repositories } };
}
const scoped = of({ kind: 'api_token', orgId: 1, role: 'admin', scopes: ['acme/web'] }, [7]);
const delivering = of(
  { kind: 'upload_token', orgId: 1, tokenId: 3, scopes: ['acme/*'], pipelines: [], scanners: [] },
  [7],
);

const codeOf = (work: () => unknown): unknown => {
  try {
    return work() === undefined ? 'permitted' : 'the row';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('permit', () => {
  it('returns the row that may be seen and used', () => {
    expect(permit(viewer, 'upload:read', { what: 'upload', row: web })).toBe(web);
    expect(permit(scoped, 'settings:write', { what: 'repository', row: web })).toBe(web);
  });

  it('says not_found of what may not be seen, word for word as of what does not exist', () => {
    const refusal = (row: PermitRow | null) => {
      try {
        permit(scoped, 'upload:read', { what: 'upload', row });
      } catch (error) {
        return String(error);
      }
      return 'permitted';
    };
    const missing = refusal(null);
    expect(missing).toContain('There is no such upload.');
    expect(refusal({ ...web, repoId: 8, fullName: 'acme/api' })).toBe(missing);
    // Another organization may have a repository of the same number and name.
    expect(refusal({ ...web, orgId: 2 })).toBe(missing);
    // An administrator whose read scope has some repositories only.
    const member = of({ kind: 'user', orgId: 1, role: 'admin' }, [8]);
    expect(codeOf(() => permit(member, 'upload:read', { what: 'upload', row: web }))).toBe('not_found');
  });

  it('says forbidden, naming the permission, of what may be seen but not done', () => {
    expect(() => permit(viewer, 'upload:release', { what: 'upload', row: web })).toThrow(/lacks upload:release/);
    // Without the permission anywhere, the answer does not depend on whether the row exists.
    expect(codeOf(() => permit(viewer, 'upload:release', { what: 'upload', row: null }))).toBe('forbidden');
    expect(() => permit(scoped, 'upload:write', { repository: 'acme/api', pipeline: 'ci' })).toThrow(
      /for acme\/api: it is for acme\/web\./,
    );
  });

  it('refuses a credential of some repositories what concerns all of them', () => {
    for (const permission of PERMISSIONS) {
      expect(codeOf(() => permit(operatorOf(1), permission, 'organization'))).toBe('permitted');
      expect(codeOf(() => permit(scoped, permission, 'organization'))).toBe('forbidden');
      expect(codeOf(() => permit(delivering, permission, 'organization'))).toBe('forbidden');
    }
    expect(codeOf(() => permit(scoped, 'finding:read', 'repositories'))).toBe('permitted');
  });

  it('lets an upload token deliver, and read what was delivered, in its repositories', () => {
    expect(codeOf(() => permit(delivering, 'upload:write', { repository: 'acme/new', pipeline: 'ci' }))).toBe(
      'permitted',
    );
    expect(codeOf(() => permit(delivering, 'upload:write', { repository: 'other/new', pipeline: 'ci' }))).toBe(
      'forbidden',
    );
    expect(codeOf(() => permit(delivering, 'upload:read', { what: 'upload', row: web }))).toBe('the row');
    for (const permission of ['upload:list', 'upload:raw', 'finding:read'] as const) {
      expect(codeOf(() => permit(delivering, permission, 'repositories'))).toBe('forbidden');
    }
  });
});

describe('a refusal', () => {
  const words = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      return error instanceof Fault ? error.sentence : String(error);
    }
    return 'permitted';
  };
  const deliver = (caller: Parameters<typeof permit>[0], repository: string, pipeline = 'ci') =>
    words(() => permit(caller, 'upload:write', { repository, pipeline }));

  it('says what the caller itself may do, so that the sender knows what to change', () => {
    const bound = of(
      { kind: 'upload_token', orgId: 1, tokenId: 3, scopes: ['acme/*'], pipelines: ['ci', 'release'], scanners: [] },
      [7],
    );
    expect(deliver(delivering, 'other/web')).toBe('This token may not do that for other/web: it delivers for acme/*.');
    expect(deliver(bound, 'acme/web', 'nightly')).toBe(
      'This token may not do that for acme/web: it delivers for acme/*, in the pipelines ci and release, and this is nightly.',
    );
    expect(deliver(bound, 'other/web')).toMatch(/in the pipelines ci and release\.$/);
    expect(deliver(viewer, 'acme/web')).toBe('Your role, viewer, may not do that: it lacks upload:write.');
    expect(deliver(scoped, 'other/web')).toMatch(/^This token may not do that for other\/web: it is for /);
    expect(words(() => permit(delivering, 'finding:read', 'repositories'))).toContain('lacks finding:read');
  });
});
