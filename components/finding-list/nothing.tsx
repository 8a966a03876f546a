'use client';

import { deliveryLines } from '#components/shared/ci/delivery.ts';
import { WhyNothing } from '#components/shared/why-nothing.tsx';
import { Button } from '#components/ui/button.tsx';
import { useHydrated } from '#components/ui/clock.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { formatCount, formatNumber } from '#lib/format.ts';

function command(address: string): string {
  const fields = [
    ['repo', 'owner/name'],
    ['wait', '60'],
  ] as const;
  return deliveryLines({ address, file: 'report.sarif', fields }).join('\n');
}

function Clean({ measured, total, missing }: { measured: number; total: number; missing: number }) {
  const rest = total - measured;
  if (rest > 0) {
    return (
      <EmptyState
        kind="no-scan-yet"
        title="Nothing is open in what was measured"
        action={<LinkButton href="/repositories">See what is not measured</LinkButton>}
      >
        {formatCount(rest, 'repository', 'repositories')} of {total} {rest === 1 ? 'was' : 'were'} never scanned, so
        nothing is known about {rest === 1 ? 'it' : 'them'}.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="clean"
      title={`Nothing is open in ${formatCount(total, 'repository', 'repositories')}`}
      action={
        <LinkButton href="/findings?state=fixed" variant="secondary">
          Show what was fixed
        </LinkButton>
      }
    >
      Every repository has been scanned, and nothing that was reported is open.
      {missing < 0.05 ? null : (
        <> Not every kind of scan ran lately, though: {formatNumber(missing, 1)} points are missing for that.</>
      )}
    </EmptyState>
  );
}

/** Nothing is open and no filter is on: because nobody can report, nobody has, or there is truly nothing. */
function NothingOpen() {
  const hydrated = useHydrated();
  return (
    <WhyNothing
      unknown="Nothing is open, but why is not known"
      promise="Create one, put it into your pipeline, and findings appear here."
      waiting={
        <EmptyState
          kind="no-scan-yet"
          title="No report has come in yet"
          command={{ title: 'Send a report', code: command(hydrated ? window.location.origin : '') }}
        >
          A token exists, but no scanner has used it. Nothing is known, which is not the same as nothing being wrong.
        </EmptyState>
      }
    >
      {({ repositories, score }) => <Clean {...repositories} missing={score.not_measured} />}
    </WhyNothing>
  );
}

export interface NothingFoundProps {
  filtered: boolean;
  /** One of the filters is what somebody watches. */
  watched: boolean;
  onClear: () => void;
}

export function NothingFound({ filtered, watched, onClear }: NothingFoundProps) {
  const isPart = useScope() !== null;
  if (!filtered) return <NothingOpen />;
  return (
    <EmptyState
      kind="filtered-out"
      title={watched ? 'You watch no such finding' : 'No finding matches these filters'}
      action={<Button onClick={onClear}>Clear all</Button>}
    >
      {watched ? '“Watch” on the page of a finding, or a comment on it, puts it here. ' : ''}
      Remove one of the filters above, or all of them{isPart ? ', or choose another scope' : ''}.
    </EmptyState>
  );
}
