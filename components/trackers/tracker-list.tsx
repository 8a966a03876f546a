'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { deleteTracker, testTracker, trackersQuery } from '#components/queries/trackers.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, Facts } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import type { TrackerTest, TrackerView } from '#lib/contracts/tracker.ts';
import { KIND_WORDS, rulesText } from './words.ts';

const TrackerDialog = dynamic(() => import('./tracker-dialog.tsx').then((loaded) => loaded.TrackerDialog));

function Tried({ test }: { test: TrackerTest }) {
  if (test.projects.length === 0) {
    return <p className="text-13 text-soft">No rule names a project, and no repository matches one.</p>;
  }
  return (
    <ul className="flex flex-col gap-1 text-13">
      {test.projects.map(({ project, works, sentence }) => (
        <li key={project} className="[overflow-wrap:anywhere]">
          <span className="font-mono">{project}</span>:{' '}
          <span className={works ? 'text-clean' : 'text-failed'}>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}

function factsOf({ address, account, projects, labels, closes, kind, issue_type, paused_until }: TrackerView) {
  return [
    { name: 'Address', value: address },
    ...(account === null ? [] : [{ name: 'Account', value: account }]),
    {
      name: 'Where issues go',
      value: <span className="whitespace-pre-line font-mono text-12">{rulesText(projects)}</span>,
    },
    ...(kind === 'jira_cloud' || kind === 'jira_server' ? [{ name: 'Issue type', value: issue_type }] : []),
    { name: 'Labels', value: labels.length === 0 ? 'none' : labels.join(', ') },
    { name: 'When it is fixed', value: closes ? 'comment, and close the issue' : 'comment' },
    ...(paused_until === null
      ? []
      : [
          {
            name: 'Left alone',
            value: (
              <>
                it takes no more requests for now: next <RelativeTime at={paused_until} />
              </>
            ),
          },
        ]),
  ];
}

function Tracker({ tracker, mayChange }: { tracker: TrackerView; mayChange: boolean }) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const trying = useMutation({ mutationFn: () => testTracker(tracker.id) });
  const change = () => {
    setAsked(true);
    setOpen(true);
  };
  return (
    <Card
      title={<span className="[overflow-wrap:anywhere]">{tracker.name}</span>}
      note={KIND_WORDS[tracker.kind].label}
      actions={
        mayChange ? (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" busy={trying.isPending} onClick={() => trying.mutate()}>
              Try it
            </Button>
            <Button size="sm" onClick={change}>
              Change
            </Button>
            <ConfirmButton
              trigger={<Button size="sm">Remove…</Button>}
              title={`Remove “${tracker.name}”?`}
              description="Its credentials are deleted. Links to its issues stay, and are not followed any more; issues that are not made yet never are."
              confirm="Remove the tracker"
              isDangerous
              act={async () => {
                await deleteTracker(tracker.id);
                return { title: 'Tracker removed' };
              }}
            />
          </div>
        ) : undefined
      }
    >
      <Facts items={factsOf(tracker)} />
      <div role="status" className="mt-3 empty:hidden">
        {trying.data === undefined ? null : <Tried test={trying.data} />}
        {trying.error === null ? null : <p className="text-13 text-failed">{trying.error.message}</p>}
      </div>
      {asked ? <TrackerDialog tracker={tracker} open={open} onOpenChange={setOpen} /> : null}
    </Card>
  );
}

/** Where issues are made. */
export function TrackerList({ mayChange }: { mayChange: boolean }) {
  const query = useQuery(trackersQuery());
  if (query.data === undefined) {
    return (
      <NotLoaded title="The trackers could not be loaded" query={query}>
        <BlockSkeleton height={160} label="Loading trackers" />
      </NotLoaded>
    );
  }
  const { items } = query.data;
  if (items.length === 0) {
    return (
      <EmptyState kind="not-configured" title="No issue tracker is connected">
        With one, the page of a fix makes an issue of it, shows whose it is and whether it is closed, and says in it
        when a scan no longer finds it.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {items.map((tracker) => (
        <Tracker key={tracker.id} tracker={tracker} mayChange={mayChange} />
      ))}
    </div>
  );
}
