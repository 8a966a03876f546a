import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { UploadListView } from '#lib/contracts/upload.ts';
import { formatCount } from '#lib/format.ts';

type Queue = UploadListView['queue'];

function LastSeen({ at }: { at: string | null }) {
  if (at === null) return 'no worker was seen in the last day';
  return (
    <>
      worker last seen <RelativeTime at={at} />
    </>
  );
}

/** How long the oldest report waits, and when a worker was last seen. */
export function QueueLine({ queue }: { queue: Queue | undefined }) {
  if (queue === undefined) return null;
  return (
    <span className="block text-12 text-faint">
      Queue:{' '}
      {queue.oldest_at === null ? (
        'nothing waits'
      ) : (
        <>
          {formatCount(queue.waiting, 'report')} waiting, the oldest for <RelativeTime at={queue.oldest_at} />
        </>
      )}
      {' · '}
      <LastSeen at={queue.worker_seen_at} />
    </span>
  );
}

/** What is wrong where reports are not read, or not in time, and what to do. */
export function QueueProblem({ queue }: { queue: Queue | undefined }) {
  if (queue?.worker === 'silent') {
    return (
      <ErrorPanel
        className="mb-4"
        title="No report is read: no worker shows a sign of life"
        kept="Reports are still taken in and stored safely. They are read as soon as a worker runs."
        advice="Look on the server whether the worker process runs (npm start runs it), and what its log says."
      />
    );
  }
  if (queue?.state === 'late') {
    return (
      <ErrorPanel
        className="mb-4"
        title="Reports wait long before they are read"
        kept="The worker is at work, and nothing is lost."
        advice="Many or large reports take their time. If the number of waiting ones does not fall, the worker's log says why."
      />
    );
  }
  return null;
}
