'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { actionIssuesQuery, orderIssue } from '#components/queries/trackers.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Select } from '#components/ui/field.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ActionIssuesView, IssueView } from '#lib/contracts/tracker.ts';

const STATE_WORDS: Readonly<Record<IssueView['state'], string>> = {
  waiting: 'Being made',
  open: 'Open',
  closed: 'Closed',
  gone: 'Gone',
  unreadable: 'Out of reach',
  refused: 'Not made',
};

function Name({ issue: { url, key, project } }: { issue: IssueView }) {
  const name = key === null ? project : key.startsWith('#') ? `${project}${key}` : key;
  // The tracker said where it is: only an address of the web is a link.
  if (url === null || !/^https?:\/\//.test(url)) return <span className="[overflow-wrap:anywhere]">{name}</span>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1 text-accent hover:underline [overflow-wrap:anywhere]"
    >
      {name}
      <ExternalLink aria-label="opens in a new tab" className="size-3.5 shrink-0" />
    </a>
  );
}

function Issue({ issue }: { issue: IssueView }) {
  const { state, assignee, problem, checked_at, next_at, tracker } = issue;
  const isWrong = state === 'refused' || state === 'gone' || state === 'unreadable';
  return (
    <li className="flex flex-col gap-0.5 text-13">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Name issue={issue} />
        <span className={isWrong ? 'text-failed' : 'text-soft'}>{STATE_WORDS[state]}</span>
      </span>
      <span className="text-12 text-soft [overflow-wrap:anywhere]">
        {tracker.name ?? 'Its tracker was removed: it is not followed any more.'}
        {assignee === null ? null : <> · {assignee}</>}
        {checked_at === null ? null : (
          <>
            {' '}
            · looked at <RelativeTime ago at={checked_at} />
          </>
        )}
      </span>
      {problem === null ? null : (
        <span className="text-12 text-failed [overflow-wrap:anywhere]">
          {problem}
          {state === 'waiting' && next_at !== null ? (
            <>
              {' '}
              It is tried again <RelativeTime at={next_at} />.
            </>
          ) : null}
        </span>
      )}
    </li>
  );
}

function Order({ action, trackers }: { action: string; trackers: ActionIssuesView['trackers'] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const client = useQueryClient();
  const [first] = trackers;
  const tracker = trackers.find(({ id }) => String(id) === chosen) ?? first;
  const order = useMutation({
    mutationFn: (id: number) => orderIssue(action, id),
    onSuccess: (view) => client.setQueryData(actionIssuesQuery(action).queryKey, view),
  });
  if (tracker === undefined) return null;
  return (
    <div className="flex flex-col gap-2">
      {trackers.length === 1 ? null : (
        <Select
          aria-label="Tracker"
          value={String(tracker.id)}
          options={trackers.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={({ target }) => setChosen(target.value)}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" busy={order.isPending} onClick={() => order.mutate(tracker.id)}>
          Create issue
        </Button>
        <span className="text-12 text-soft [overflow-wrap:anywhere]">
          in {tracker.project}, {tracker.name}
        </span>
      </div>
      {order.error === null ? null : (
        <p role="alert" className="text-12 text-failed">
          {order.error.message}
        </p>
      )}
    </div>
  );
}

/** The issues of a fix in trackers, and where one can be made. Nothing where no tracker is for its repository. */
export function ActionIssues({ action }: { action: string }) {
  const { data } = useQuery(actionIssuesQuery(action));
  if (data === undefined) return null;
  const { items, trackers, may } = data;
  const mayOrder = may && trackers.length > 0;
  if (items.length === 0 && !mayOrder) return null;
  return (
    <Card title={items.length === 1 ? 'Issue' : 'Issues'}>
      <div className="flex flex-col gap-3">
        {items.length === 0 ? null : (
          <ul className="flex flex-col gap-3">
            {items.map((issue) => (
              <Issue key={issue.tracker.id} issue={issue} />
            ))}
          </ul>
        )}
        {mayOrder ? <Order action={action} trackers={trackers} /> : null}
      </div>
    </Card>
  );
}
