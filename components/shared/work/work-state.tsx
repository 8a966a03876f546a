import { Hand, Hourglass, RotateCcw, UserRound, Users } from 'lucide-react';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionWorkView } from '#lib/contracts/action-work.ts';

const ICON = 'size-3.5 shrink-0';

/** `you`, or the name of the person or team. */
export function assigneeName({ assignee }: Pick<ActionWorkView, 'assignee'>): string | null {
  if (assignee === null) return null;
  return assignee.kind === 'person' && assignee.you ? 'You' : assignee.name;
}

function Who({ work }: { work: ActionWorkView }) {
  const name = assigneeName(work);
  if (name === null) return null;
  const Icon = work.assignee?.kind === 'team' ? Users : UserRound;
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-ink">
      <Icon aria-hidden className={ICON} />
      <span className="min-w-0 truncate" title={work.assignee?.name}>
        {name}
      </span>
    </span>
  );
}

/** What is known beside whose it is: that it is begun, said to be fixed, or was seen still. */
function Stage({ work }: { work: ActionWorkView }) {
  if (work.still_in !== null) {
    return (
      <span className="flex min-w-0 items-center gap-1.5 text-failed">
        <RotateCcw aria-hidden className={ICON} />
        <TextLink quiet href={work.still_in.url} className="min-w-0">
          still there in upload {work.still_in.number}
        </TextLink>
      </span>
    );
  }
  if (work.state === 'awaiting') {
    return (
      <span className="flex min-w-0 items-center gap-1.5 text-soft">
        <Hourglass aria-hidden className={ICON} />
        <span className="min-w-0">awaits a scan</span>
      </span>
    );
  }
  if (work.state !== 'claimed' || work.claimed_at === null) return null;
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-soft">
      <Hand aria-hidden className={ICON} />
      <span className="min-w-0 truncate">
        claimed · <RelativeTime at={work.claimed_at} />
      </span>
    </span>
  );
}

/** Who does it, and how far it is; `none` where nobody has it. */
export function WorkState({ work, none }: { work: ActionWorkView; none?: string }) {
  if (work.assignee === null && work.state === 'open' && work.still_in === null) {
    return none === undefined ? null : <span className="text-faint">{none}</span>;
  }
  return (
    <span className="flex min-w-0 flex-col gap-0.5 py-1.5 text-12 leading-4">
      <Who work={work} />
      <Stage work={work} />
    </span>
  );
}
