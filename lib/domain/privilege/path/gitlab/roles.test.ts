import { describe, expect, it } from 'vitest';
import { gitlabExample, groupExample, projectExample } from '#lib/domain/privilege/gitlab/examples/testing.ts';
import { pathsOf } from '#lib/domain/privilege/path/testing.ts';

describe('who reaches production in a project of GitLab', () => {
  it('roles come by groups above, by groups that were invited, and no higher than their invitation', () => {
    const groups = [
      groupExample(),
      groupExample({
        id: 'group:2',
        name: 'acme/shop',
        parent: 'org',
        members: [{ person: 'sue', level: 30 }],
        shares: [{ group: 'group:3', level: 30 }],
      }),
      groupExample({ id: 'group:3', name: 'other', members: [{ person: 'vic', level: 50 }], parent: null }),
      // One that lies in itself.
      groupExample({ id: 'group:4', name: 'loop', members: [{ person: 'loop', level: 30 }], parent: 'group:4' }),
    ];
    const project = (part: Parameters<typeof projectExample>[0]) =>
      pathsOf(
        gitlabExample({}, { groups, projects: [projectExample({ branches: [], deploys: true, ...part })] }),
        'branch',
      );
    expect(project({ group: 'group:2' })).toEqual(['P26 proven high: ada, max, olga, sue, vic']);
    expect(project({ group: 'group:4', shares: [{ group: 'group:3', level: 20 }] })).toEqual([
      'P26 proven high: loop, max',
    ]);
    expect(project({ group: 'group:9', members: [] })).toEqual(['P26 possible high: unlisted']);
  });
});
