'use client';

import { WhyNothing } from '#components/shared/why-nothing.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export interface NothingProps {
  /** Whether filters may be the reason. */
  filtered: boolean;
  /** One of the filters is what somebody watches. */
  watched: boolean;
  onClear: () => void;
}

/** Why the queue is empty: filters, nothing set up, no report yet, or truly nothing to do. */
export function Nothing({ filtered, watched, onClear }: NothingProps) {
  if (filtered) {
    return (
      <EmptyState
        kind="filtered-out"
        title={watched ? 'You watch no such fix' : 'No fix matches'}
        action={<Button onClick={onClear}>Show the whole queue</Button>}
      >
        {watched ? '“Watch” on the page of a fix, or “w” in the queue, puts it here. ' : ''}
        Remove one of the filters above, or all of them.
      </EmptyState>
    );
  }
  return (
    <WhyNothing
      unknown="Nothing is to be done, but why is not known"
      promise="What they find becomes a queue of fixes."
      waiting={
        <EmptyState
          kind="no-scan-yet"
          title="No report has come in yet"
          action={<LinkButton href="/integrations">Connect a scanner</LinkButton>}
        >
          A token exists, but no scanner has used it. What there is to fix is not known.
        </EmptyState>
      }
    >
      {() => (
        <EmptyState kind="clean" title="Nothing to do" action={<LinkButton href="/">Look at Today</LinkButton>}>
          Everything is measured, fresh, and has no open fix.
        </EmptyState>
      )}
    </WhyNothing>
  );
}
