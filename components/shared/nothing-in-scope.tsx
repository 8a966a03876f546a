'use client';

import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { ScopeView } from '#lib/contracts/scope.ts';
import { formatCount } from '#lib/format.ts';

/** Nothing belongs to it. */
function NoRepositories({ kind, name }: ScopeView) {
  return (
    <EmptyState
      kind="not-configured"
      title={`${name} has no repositories`}
      {...(kind === 'team' ? { action: <LinkButton href="/settings/teams">Open the teams</LinkButton> } : {})}
    >
      {kind === 'team'
        ? 'An administrator gives a team repositories by hand, by a pattern of names, or with CODEOWNERS files.'
        : 'No repository has this label any more.'}
    </EmptyState>
  );
}

/** Why there is nothing to show in a scope in which no report took effect: that is not the same as nothing being wrong. */
export function NothingInScope({ chosen }: { chosen: ScopeView }) {
  const { kind, name, repositories } = chosen;
  if (repositories === 0) return <NoRepositories {...chosen} />;
  const title = kind === 'repository' ? `${name} was never scanned` : `No repository of ${name} was ever scanned`;
  return (
    <EmptyState
      kind="no-scan-yet"
      title={title}
      action={
        <LinkButton href="/integrations" variant="primary">
          Connect a scanner
        </LinkButton>
      }
    >
      {kind === 'repository' ? '' : `It has ${formatCount(repositories, 'repository', 'repositories')}. `}
      Nothing is known until the first report is in.
    </EmptyState>
  );
}

/** For a person who is in no team that owns something, where developers see only what their teams own. */
export function NothingToSee() {
  return (
    <EmptyState kind="not-configured" title="You see no repositories yet">
      Developers see what their teams own, and none of yours owns a repository. An administrator puts you into a team,
      or gives your team repositories.
    </EmptyState>
  );
}

/** All of it is archived, or made by the demo beside real repositories: kept, but in no figure. */
export function NothingCounts({ chosen: { kind, name } }: { chosen: ScopeView }) {
  return (
    <EmptyState
      kind="filtered-out"
      title={kind === 'repository' ? `${name} is not counted` : `None of the repositories of ${name} is counted`}
      action={<LinkButton href="/repositories?archived=any">Show the list of repositories</LinkButton>}
    >
      Archived repositories, and those of the demo beside real ones, are kept, but are in no figure.
    </EmptyState>
  );
}
