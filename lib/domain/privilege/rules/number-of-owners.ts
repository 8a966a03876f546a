import { fail, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'number-of-owners',
  title: 'Too many owners, or only one',
  why: 'Each owner is one more account that opens everything. With a single one, the organization is lost when that person is.',
  severity: 'medium',
  setting: 'Have two or three owners, and make the others members (People, Role)',
  references: { cicdSec: [2], cis: ['1.3.3', '1.3.7'], slsa: [] },
  elsewhere: { gitlab: 'Have two or three owners, and make the others maintainers (Manage, Members)' },
  needs: { github: ['admins'], opengraph: ['admins'], gitlab: ['members'] },
  judge(graph, settings) {
    const { organization } = graph;
    const owners = graph.owners();
    if (!graph.isWhole(graph.inventory.source === 'gitlab' ? 'members' : 'admins'))
      return [unknown(null, organization, 'Not every owner could be read.')];
    if (owners.length === 0)
      return [unknown(null, organization, 'The list of owners is empty: every organization has one.')];
    // A tenth of a large organization is no more than it needs.
    const members = graph.principals('human').filter(({ standing }) => standing === 'member').length;
    const most = Math.max(settings.ownersAtMost, Math.floor(members / 10));
    if (owners.length > 1 && owners.length <= most) return [pass(null, organization)];
    const names = owners.map(({ name }) => name).sort();
    return [
      fail(null, organization, {
        says:
          owners.length === 1
            ? `${names[0]} is the only owner of ${organization.name}.`
            : `${organization.name} has ${owners.length} owners; ${most} are enough.`,
        evidence: { owners: owners.length, at_most: most, who: names.slice(0, 20).join(', ') },
        command: null,
      }),
    ];
  },
};
