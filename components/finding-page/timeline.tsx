import {
  Ban,
  CalendarClock,
  Check,
  CircleDot,
  CirclePlus,
  CircleSlash,
  GitBranch,
  type LucideIcon,
  Merge,
  MessageCircleQuestion,
  MoveRight,
  Pencil,
  RotateCcw,
  ShieldMinus,
  Tags,
  Undo2,
  UserPen,
  Wrench,
  X,
} from 'lucide-react';
import { pathOf } from '#components/queries/addresses.ts';
import { credentialOf } from '#components/shared/credential.ts';
import { ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { ExternalLink, TextLink } from '#components/ui/text-link.tsx';
import type { TimelineEvent } from '#lib/contracts/finding-history.ts';
import type { FindingEventKind } from '#lib/domain/finding/event.ts';
import { MoreList } from './more-list.tsx';
import { Section } from './section.tsx';

const ICONS: Record<FindingEventKind, LucideIcon> = {
  introduced: CirclePlus,
  seen_on_branch: GitBranch,
  reopened: RotateCcw,
  fixed: Check,
  moved: MoveRight,
  suppressed: CircleSlash,
  unsuppressed: CircleDot,
  accepted: ShieldMinus,
  false_positive: Ban,
  returned: CircleDot,
  exception_requested: MessageCircleQuestion,
  exception_refused: X,
  exception_withdrawn: Undo2,
  exception_extended: CalendarClock,
  severity_changed: Pencil,
  severity_set: UserPen,
  severity_unset: Undo2,
  tagged: Tags,
  untagged: Tags,
  joined: Merge,
  fix_known: Wrench,
  fix_unknown: CircleSlash,
};

function Event({ event }: { event: TimelineEvent }) {
  const Icon = ICONS[event.kind];
  const by = event.upload === null ? null : credentialOf(event.upload.delivered_by);
  return (
    <div className="flex gap-3 py-2 text-13">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">{event.text}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-12 text-faint">
          <ExactTime at={event.at} />
          {event.user === null ? null : <span className="[overflow-wrap:anywhere]">by {event.user}</span>}
          {event.token === null ? null : <span className="[overflow-wrap:anywhere]">by API token “{event.token}”</span>}
          {event.upload === null ? null : (
            <TextLink href={pathOf(event.upload.url)}>Upload {event.upload.number}</TextLink>
          )}
          {by === null ? null : <span className="[overflow-wrap:anywhere]">by {by}</span>}
          {event.upload === null || event.upload.released_by === null ? null : (
            <span className="[overflow-wrap:anywhere]">released by {event.upload.released_by}</span>
          )}
          {event.upload === null || event.upload.run_url === null ? null : (
            <ExternalLink href={event.upload.run_url}>CI run</ExternalLink>
          )}
        </p>
      </div>
      <RelativeTime at={event.at} className="text-12 text-faint" />
    </div>
  );
}

/** What happened to it, newest first: who, what, and which upload said so. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  if (events.length === 0) return null;
  const newest = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Section title="History">
      <MoreList
        items={newest}
        limit={12}
        noun="events"
        itemKey={(event, index) => `${index} ${event.at}`}
        render={(event) => <Event event={event} />}
        className="divide-y border-y"
      />
    </Section>
  );
}
