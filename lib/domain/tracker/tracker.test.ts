import { describe, expect, it } from 'vitest';
import { isProject, nextLook, projectOf, retryAt } from './tracker.ts';

describe('where issues of a repository go', () => {
  const rules = [
    { repositories: 'acme/web', project: 'acme/board' },
    { repositories: 'acme/*', project: null },
  ];
  it.each([
    ['github', 'acme/web', 'acme/board'],
    ['github', 'ACME/Web', 'acme/board'],
    ['github', 'acme/api', 'acme/api'],
    ['github', 'other/api', null],
    // A repository is no project of Jira.
    ['jira_cloud', 'acme/api', null],
    ['gitlab', 'acme/sub/api', null],
  ] as const)('%s, %s: %s', (kind, repository, project) => {
    expect(projectOf(kind, rules, repository)).toBe(project);
  });

  it.each([
    ['github', 'acme/web', true],
    ['github', 'acme/..', false],
    ['github', 'acme', false],
    ['github', 'acme/web/x', false],
    ['gitlab', 'group/sub/project', true],
    ['gitlab', 'group/../project', false],
    ['jira_server', 'SEC', true],
    ['jira_cloud', 'sec', false],
    ['jira_cloud', 'SEC OR 1=1', false],
  ] as const)('%s project %s: %s', (kind, name, is) => {
    expect(isProject(kind, name)).toBe(is);
  });
});

it('looks again hourly at what is open, and waits longer after each failure, up to six hours', () => {
  const now = new Date('2026-03-02T09:00:00Z');
  expect(nextLook('open', now).toISOString()).toBe('2026-03-02T10:00:00.000Z');
  expect(nextLook('closed', now).toISOString()).toBe('2026-03-03T09:00:00.000Z');
  expect([0, 1, 5, 20, 900].map((failures) => (retryAt(failures, now).getTime() - now.getTime()) / 60_000)).toEqual([
    1, 2, 32, 360, 360,
  ]);
});
