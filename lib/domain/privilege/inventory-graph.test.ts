import { expect, it } from 'vitest';
import type { Inventory } from './inventory.ts';
import { InventoryGraph } from './inventory-graph.ts';

const graphOf = (memberships: Inventory['memberships']): InventoryGraph =>
  new InventoryGraph({
    ...{ source: 'github', scope: 'acme', collectedAt: new Date(0), sections: [], principals: [], resources: [] },
    ...{ grants: [], controls: [], unanswered: new Map(), memberships },
  });

it('follows groups in groups ten deep, and ends where they go in a circle', () => {
  const chain = Array.from({ length: 10 }, (_, index) => ({ member: `team:${index}`, group: `team:${index + 1}` }));
  const graph = graphOf([{ member: 'user:1', group: 'team:0' }, ...chain, { member: 'team:10', group: 'team:0' }]);
  expect([...graph.groupsOf('user:1')].sort()).toEqual(
    chain
      .map(({ group }) => group)
      .concat('team:0')
      .sort(),
  );
  expect(graph.groupsOf('team:3').has('team:3')).toBe(false);
  expect(graph.groupsOf('team:3').size).toBe(10);
  expect(graph.groupsOf('user:2').size).toBe(0);
});
