import type { Context } from '#lib/context.ts';
import { isProject, needsProject, type ProjectRule, type TrackerKind } from '#lib/domain/tracker/tracker.ts';
import { Fault } from '#lib/errors.ts';
import { checkUrl } from '#lib/sinks/send/check-url.ts';

export interface TrackerSettings {
  kind: TrackerKind;
  address: string;
  account: string | null;
  projects: readonly ProjectRule[];
}

const invalid = (path: string, message: string): Fault =>
  new Fault('invalid_input', `${path}: ${message}.`, { fields: [{ path, message }] });

/**
 * The address of a tracker, without a slash at its end. Where its name leads to is checked each time that something is sent.
 * @throws Fault invalid_input
 */
export function requireSettings({ env }: Pick<Context, 'env'>, settings: TrackerSettings): string {
  const { kind, account, projects } = settings;
  const url = checkUrl(settings.address, env.ALLOW_PRIVATE_SINKS);
  if (typeof url === 'string') throw invalid('address', url);
  if (url.search !== '' || url.hash !== '') throw invalid('address', 'must end before any ? or #');
  if (kind === 'jira_cloud' && account === null)
    throw invalid('account', 'must be the address of the account of the token');
  for (const [index, { project }] of projects.entries()) {
    if (project === null && needsProject(kind))
      throw invalid(`projects.${index}.project`, 'must be the key of a project');
    if (project !== null && !isProject(kind, project)) {
      const like = needsProject(kind) ? 'SEC' : kind === 'github' ? 'acme/web' : 'group/project';
      throw invalid(`projects.${index}.project`, `must look like ${like}`);
    }
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
