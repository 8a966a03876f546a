import type { TrackerKind } from '#lib/domain/tracker/tracker.ts';

export interface KindWords {
  label: string;
  address: string;
  /** What the token must be able to do. */
  token: string;
  /** How a project is written. */
  project: string;
}

export const KIND_WORDS: Readonly<Record<TrackerKind, KindWords>> = {
  github: {
    label: 'GitHub',
    address: 'https://github.com',
    token: 'A fine-grained token that may read and write issues.',
    project: 'acme/issues',
  },
  gitlab: {
    label: 'GitLab',
    address: 'https://gitlab.com',
    token: 'A project or group access token with the scope api, at least as reporter.',
    project: 'group/project',
  },
  jira_cloud: {
    label: 'Jira Cloud',
    address: 'https://acme.atlassian.net',
    token: 'An API token of that account.',
    project: 'SEC',
  },
  jira_server: {
    label: 'Jira Data Center',
    address: 'https://jira.example.com',
    token: 'A personal access token.',
    project: 'SEC',
  },
};

/** `acme/web = acme/issues`, a rule on each line; without a project, the repository's own. */
export function rulesText(rules: readonly { repositories: string; project: string | null }[]): string {
  return rules
    .map(({ repositories, project }) => (project === null ? repositories : `${repositories} = ${project}`))
    .join('\n');
}

export function rulesOf(text: string): { repositories: string; project: string | null }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [repositories = '', ...project] = line.split('=').map((part) => part.trim());
      return { repositories, project: project.join('=') || null };
    });
}

/** `plumbline, security` */
export const labelsOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((label) => label !== ''))];
