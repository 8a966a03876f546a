import type { Inventory, Section } from '#lib/domain/privilege/inventory.ts';
import { grant, principal, resource } from '#lib/services/privilege/testing.ts';

export const ok = (...names: string[]): Section[] =>
  names.map((name) => ({ name, status: 'ok', rows: 0, skipped: 0, reason: null }));
export const failed = (name: string): Section => ({ name, status: 'failed', rows: 0, skipped: 0, reason: 'HTTP 403' });
export const FROM = { sections: ['rights'] };
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

/** ada owns; ben is in core, which is in ops and again in core; ops maintains web; a token and a key are old. */
export const FIRST: Partial<Inventory> = {
  sections: ok('people', 'rights', 'keys'),
  principals: [
    principal('ada', { standing: 'member', lastActiveAt: day(1), sections: ['people'] }),
    principal('ben', { standing: 'member', lastActiveAt: 'never', createdAt: day(2), sections: ['people'] }),
    principal('cyd', { standing: 'outside', sections: ['people'] }),
    principal('core', { kind: 'group', sections: ['people'] }),
    principal('ops', { kind: 'group', sections: ['people'] }),
    principal('laptop', {
      kind: 'token',
      owner: 'ben',
      createdAt: new Date('2024-01-01'),
      expiresAt: 'never',
      permissions: { contents: 'write' },
      sections: ['keys'],
    }),
  ],
  memberships: [
    { member: 'ben', group: 'core', ...FROM },
    { member: 'core', group: 'ops', ...FROM },
    { member: 'ops', group: 'core', ...FROM },
  ],
  resources: [
    resource('org', { kind: 'org', sections: [] }),
    resource('web', { name: 'acme/web', parent: 'org', ...FROM }),
    resource('prod', { name: 'acme/web production', kind: 'environment', parent: 'web', ...FROM }),
    resource('KEY', {
      name: 'acme/web KEY',
      kind: 'secret',
      parent: 'prod',
      updatedAt: new Date('2025-12-01'),
      ...FROM,
    }),
  ],
  controls: [
    { kind: 'environment', resource: 'prod', reviewers: 1, preventSelfReview: true, branches: 'protected' },
  ] as unknown as Inventory['controls'],
  grants: [
    grant('ada', 'org', { level: 5, permission: 'owner', via: 'role', ...FROM }),
    grant('ops', 'web', { level: 4, permission: 'maintain', via: 'team', ...FROM }),
    grant('cyd', 'web', { level: 1, permission: 'read', ...FROM }),
  ],
};
