import { repositoryHref } from '#components/queries/addresses.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatCount } from '#lib/format.ts';

/** The repository that an action is done in, or how many there are. */
export function ActionWhere({ action: { repo, repositories }, quiet = false }: { action: ActionRow; quiet?: boolean }) {
  if (repo === null) return <span>{formatCount(repositories.count, 'repository', 'repositories')}</span>;
  return (
    <TextLink
      quiet={quiet}
      href={repositoryHref(repo)}
      className={quiet ? 'min-w-0 py-1 text-soft [overflow-wrap:anywhere]' : 'break-all py-1'}
    >
      {repo}
    </TextLink>
  );
}
