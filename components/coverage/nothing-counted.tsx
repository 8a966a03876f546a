'use client';

import { WhyNothing } from '#components/shared/why-nothing.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

/** Why there is nothing at all, where nothing is filtered. */
export function NothingCounted() {
  return (
    <WhyNothing
      unknown="Why nothing is here could not be read"
      promise="A repository appears with its first report."
      waiting={
        <EmptyState kind="no-scan-yet" title="No report has come yet">
          What is measured is known by the reports that come.
        </EmptyState>
      }
    >
      {() => (
        <EmptyState
          kind="nothing-yet"
          title="Nothing that counts is here"
          action={<LinkButton href="/repositories?archived=any">Repositories</LinkButton>}
        >
          Archived repositories are in no figure.
        </EmptyState>
      )}
    </WhyNothing>
  );
}
