import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PrincipalView } from '#lib/contracts/privilege.ts';
import { seenWords } from './words.ts';

export const WRAPS = 'block min-w-0 whitespace-normal py-2 [overflow-wrap:anywhere]';

/** When something was seen; never and not told are no times. */
export function Seen({ at }: { at: string | null }) {
  if (at === null || at === 'never') return <span className="text-faint">{seenWords(at)}</span>;
  return <RelativeTime at={at} />;
}

export const principalHref = (id: string): string => `/privileges/principals/${encodeURIComponent(id)}`;

/** A principal by its name, which leads to what it may do. */
export function Who({ id, name }: { id: string; name: string }) {
  return (
    <TextLink quiet href={principalHref(id)} className="font-medium">
      <Breakable text={name} />
    </TextLink>
  );
}

/** What stands there was said before, and is not told any more. */
export function Unknown({ since }: { since: string | null }) {
  if (since === null) return null;
  return (
    <StateBadge state="stale">
      Not told since <RelativeTime at={since} />
    </StateBadge>
  );
}

/** What is unusual about a principal. */
export function Marks({ row }: { row: PrincipalView }) {
  return (
    <span className="flex flex-wrap gap-1 empty:hidden">
      {row.standing === 'outside' ? <Tag>outside</Tag> : null}
      {row.standing === 'gone' ? <Tag urgent>left</Tag> : null}
      {row.suspended === true ? <Tag>suspended</Tag> : null}
      {row.two_factor === false ? <Tag urgent>no second factor</Tag> : null}
      <Unknown since={row.unknown_since} />
    </span>
  );
}
