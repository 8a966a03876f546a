import { Card } from '#components/ui/card.tsx';
import { ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionView } from '#lib/contracts/action-view.ts';
import type { ActionEventView } from '#lib/contracts/action-work.ts';

/** What happened, as a sentence without who and when. */
function wordsOf({ kind, assignee, lost_sight, by }: ActionEventView): string {
  switch (kind) {
    case 'claimed':
      return assignee === null || assignee === by ? 'claimed it' : `claimed it for ${assignee}`;
    case 'released':
      return 'released it';
    case 'assigned':
      return `gave it to ${assignee ?? 'somebody who is gone'}`;
    case 'unassigned':
      if (!lost_sight) return 'took it from its owner';
      return `Nobody’s again: ${assignee ?? 'its owner'} does not see the repository any more`;
    case 'said_fixed':
      return 'says that it is fixed';
    case 'not_fixed':
      return 'says that it is not fixed after all';
    case 'due_set':
      return 'set a date';
    case 'due_removed':
      return 'removed the date';
    case 'still_there':
      return 'Still there';
    case 'verified':
      return 'Verified: a scan no longer finds it';
    case 'closed':
      return 'Closed';
    case 'reopened':
      return 'Open again';
  }
}

function Event({ event }: { event: ActionEventView }) {
  const { at, by, upload, due_at, reason } = event;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 text-13">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {by === null ? null : <span className="font-medium">{by} </span>}
        {wordsOf(event)}
        {due_at === null ? null : (
          <>
            : <ExactTime at={due_at} />
          </>
        )}
        {upload === null ? null : (
          <>
            {' '}
            in{' '}
            <TextLink href={upload.url} className="underline">
              upload {upload.number}
            </TextLink>
          </>
        )}
        {reason === null ? null : <span className="block text-soft">{reason}</span>}
      </span>
      <span className="text-faint">
        <RelativeTime at={at} />
      </span>
    </li>
  );
}

/** What people did about it, and what scans said, the newest first. */
export function ActionHistory({ history }: Pick<ActionView, 'history'>) {
  if (history.length === 0) return null;
  return (
    <Card title="What happened">
      <ol className="flex flex-col gap-2">
        {history.map((event) => (
          <Event key={`${event.at} ${event.kind} ${event.upload?.number}`} event={event} />
        ))}
      </ol>
    </Card>
  );
}
