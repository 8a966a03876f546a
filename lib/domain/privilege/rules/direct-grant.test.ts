import { expect, it } from 'vitest';
import type { Grant, Inventory, Principal, Resource } from '../inventory.ts';
import { InventoryGraph } from '../inventory-graph.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '../settings.ts';
import { rule } from './direct-grant.ts';

const NOW = new Date('2026-03-02T06:00:00Z');
const SECTIONS = ['repositories', 'members', 'collaborators'].map((name) => ({ name, status: 'ok' }));

/** Organizations in which so many people have a right of their own on web, one on api, and none on docs. */
function judged(people: number) {
  const principals = Array.from({ length: people }, (_, at) => ({
    ...{ id: `user:${at}`, kind: 'human', name: `person-${at}`, standing: 'member' },
  }));
  const resources = ['web', 'api', 'docs'].map((id) => ({
    id,
    kind: 'repo',
    name: `acme/${id}`,
    parent: null,
    archived: false,
  }));
  const right = (principal: string, resource: string) => ({
    principal,
    resource,
    permission: 'write',
    level: 3,
    via: 'direct',
  });
  const inventory: Partial<Inventory> = {
    ...{ source: 'github', scope: 'acme', memberships: [], controls: [], unanswered: new Map() },
    sections: SECTIONS as unknown as Inventory['sections'],
    principals: principals as unknown as Principal[],
    resources: resources as unknown as Resource[],
    grants: [...principals.map(({ id }) => right(id, 'web')), right('user:0', 'api')] as unknown as Grant[],
  };
  return [...rule.judge(new InventoryGraph(inventory as Inventory), DEFAULT_PRIVILEGE_SETTINGS, NOW)];
}

it('is one thing to do for each right, and for each repository where there are thousands of them', () => {
  const few = judged(1999);
  expect(few.filter(({ outcome }) => outcome === 'fail')).toHaveLength(2000);
  expect(few.at(0)).toMatchObject({
    ...{ principal: { name: 'person-0' }, resource: { id: 'web' } },
    command: 'gh api -X DELETE repos/acme/web/collaborators/person-0',
  });
  const many = judged(2000);
  expect(many.map((each) => [each.outcome, each.principal, each.resource.id])).toEqual([
    ['fail', null, 'web'],
    ['fail', null, 'api'],
    ['pass', null, 'docs'],
  ]);
  expect(many.map((each) => (each.outcome === 'fail' ? [each.says, each.evidence.members] : null))).toEqual([
    [
      'person-0, person-1, person-2, person-3, person-4 and 1995 more have rights on acme/web directly, not through a team.',
      2000,
    ],
    ['person-0 has a right on acme/api directly, not through a team.', 1],
    null,
  ]);
});
