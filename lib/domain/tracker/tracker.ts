import { repositoryMatcher } from '#lib/domain/access/access.ts';

/** Where issues are made: a host of code, or Jira in its two forms, which have different interfaces. */
export const TRACKER_KINDS = ['github', 'gitlab', 'jira_cloud', 'jira_server'] as const;
export type TrackerKind = (typeof TRACKER_KINDS)[number];

/** Which repository's actions go where: the first rule that matches counts. */
export interface ProjectRule {
  /** `acme/web`, `acme/*`, or `*` for every repository. */
  repositories: string;
  /** `acme/issues`, `group/project`, `PROJ`; null: the project of the repository's own name, on hosts of code. */
  project: string | null;
}

/** Whether every project must be named, because repositories are no projects there. */
export const needsProject = (kind: TrackerKind): boolean => kind === 'jira_cloud' || kind === 'jira_server';

const PROJECTS: Readonly<Record<TrackerKind, RegExp>> = {
  github: /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/,
  gitlab: /^[A-Za-z0-9_.][A-Za-z0-9._-]{0,254}(?:\/[A-Za-z0-9_.][A-Za-z0-9._-]{0,254}){1,20}$/,
  jira_cloud: /^[A-Z][A-Z0-9_]{1,29}$/,
  jira_server: /^[A-Z][A-Z0-9_]{1,29}$/,
};

/** Whether a project can have this name there. */
export function isProject(kind: TrackerKind, name: string): boolean {
  return PROJECTS[kind].test(name) && !name.split('/').some((part) => part === '.' || part === '..');
}

/** The project that issues of a repository go to; null: none. */
export function projectOf(kind: TrackerKind, rules: readonly ProjectRule[], repository: string): string | null {
  const rule = rules.find(({ repositories }) => repositoryMatcher([repositories])(repository));
  const project = rule === undefined ? null : (rule.project ?? repository);
  return project !== null && isProject(kind, project) ? project : null;
}

/**
 * `waiting`: not made yet. `gone`: deleted, or moved where the credentials do not reach. `unreadable`: the tracker lets
 * us see it no longer. `refused`: the tracker did not make it.
 */
export const ISSUE_STATES = ['waiting', 'open', 'closed', 'gone', 'unreadable', 'refused'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

/** An issue is looked at again: an open one hourly, a closed one daily, one that is out of reach daily. */
export function nextLook(state: IssueState, now: Date): Date {
  const hours = state === 'open' ? 1 : 24;
  return new Date(now.getTime() + hours * 3_600_000);
}

/** Pause before the next attempt after so many failures in a row: one minute, doubled up to six hours. */
export function retryAt(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(60 * 2 ** Math.min(failures, 20), 6 * 3600) * 1000);
}

/** What an issue holds, unseen, by which it is found again: an attempt whose answer was lost makes no second one. */
export const markerText = (marker: string): string => `plumbline:${marker}`;
