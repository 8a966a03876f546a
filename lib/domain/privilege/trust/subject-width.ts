/** Whom a trust lets in: everybody at that host, whoever owns the repositories, every job of one repository. */
export const WIDTHS = ['repository', 'owner', 'anybody'] as const;
export type Width = (typeof WIDTHS)[number];

/** In whose tokens, and what a job has to be; null: nothing is asked for. */
export interface AskedSubject {
  issuer: string;
  subject: string | null;
}

const GITHUB = /^repo:([^/]*)\/([^:]*)(?::(.*))?$/;
const GITLAB = /^project_path:([^:]*)(?::ref_type:([^:]*):ref:(.*))?$/;

/**
 * How far a subject reaches in which `*` stands for any text; null where it is one branch, tag or environment of one
 * repository, or nothing is known of how this issuer writes subjects.
 */
export function widthOfSubject({ issuer, subject }: AskedSubject): Width | null {
  if (subject === null || /^\**$/.test(subject)) return 'anybody';
  if (!isCodeHost(issuer, subject)) return null;
  const github = GITHUB.exec(subject);
  if (github !== null) return widthOf(github[1] ?? '', github[2] ?? '', github[3] ?? null);
  const gitlab = GITLAB.exec(subject);
  if (gitlab !== null) {
    const [owner = '', ...rest] = (gitlab[1] ?? '').split('/');
    const ref = gitlab[3] === undefined ? '*' : `${gitlab[2] === '*' ? '*' : 'ref:'}${gitlab[3]}`;
    return widthOf(owner, rest.join('/'), ref);
  }
  // `repo:*`, `project_path:acme*`: no repository is named.
  return subject.includes('*') ? 'anybody' : null;
}

function widthOf(owner: string, repository: string, job: string | null): Width | null {
  if (owner.includes('*') || owner === '') return 'anybody';
  if (repository.includes('*')) return 'owner';
  // Without more it is the subject of no job.
  if (job === null) return null;
  const isAny = job.startsWith('*') || /^ref:(?:\*|refs\/\*|refs\/(?:heads|tags)\/\*)/.test(job);
  return isAny || job === 'pull_request' || job === 'environment:*' ? 'repository' : null;
}

const isCodeHost = (issuer: string, subject: string): boolean =>
  /(?:^|\/)token\.actions\.githubusercontent\.com|gitlab/i.test(issuer) || /^(?:repo|project_path):/.test(subject);

const orderOf = (width: Width | null): number => (width === null ? -1 : WIDTHS.indexOf(width));

/** Any of them is enough to get in. */
export const widest = (widths: readonly (Width | null)[]): Width | null =>
  widths.reduce<Width | null>((most, each) => (orderOf(each) > orderOf(most) ? each : most), null);

/** All of them are asked for. */
export const narrowest = (widths: readonly (Width | null)[]): Width | null =>
  widths.reduce<Width | null>((least, each) => (orderOf(each) < orderOf(least) ? each : least), 'anybody');

export function widthWords(width: Width, issuer: string): string {
  switch (width) {
    case 'anybody':
      return `everybody who gets a token of ${issuer}`;
    case 'owner':
      return 'every repository of an owner, one that is made today too';
    case 'repository':
      return 'every branch or pull request of a repository';
  }
}

/** What claims beside the subject leave open. */
export function pinnedBy(pins: ReadonlySet<string>): Width | null {
  const has = (...names: string[]): boolean => names.some((name) => pins.has(name));
  if (has('repository', 'repository_id', 'project_id', 'project_path')) {
    return has('environment', 'ref', 'job_workflow_ref') ? null : 'repository';
  }
  return has('repository_owner', 'repository_owner_id', 'namespace_id', 'namespace_path') ? 'owner' : 'anybody';
}
