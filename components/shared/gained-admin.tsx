'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { privilegesQuery } from '#components/queries/privileges.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { formatCount } from '#lib/format.ts';

const SHOWN = 5;

/** Who gained admin in the last 7 days; nothing where nobody did, or no inventory says so. */
export function GainedAdmin() {
  const { data } = useInfiniteQuery(privilegesQuery(useScope(), 'changes', { admin: 'true', grouped: 'true' }, 7));
  const items = data?.pages[0]?.items ?? [];
  if (items.length === 0) return null;
  const more = items.length > SHOWN || data?.pages[0]?.next_cursor != null;
  return (
    <section aria-labelledby="gained-admin">
      <h2 id="gained-admin" className="mb-1 font-semibold text-14">
        Gained admin this week
      </h2>
      <ul className="border-t">
        {items.slice(0, SHOWN).map((change) => (
          <li
            key={`${change.system} ${change.snapshot} ${change.principal.id} ${change.resource?.id} ${change.group?.id}`}
            className="flex justify-between gap-3 border-b py-2 text-13"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <TextLink
                quiet
                href={`/privileges/principals/${encodeURIComponent(change.principal.id)}`}
                className="font-medium"
              >
                <Breakable text={change.principal.name} />
              </TextLink>{' '}
              <span className="text-soft">
                {change.group === null
                  ? `on ${change.resource?.name ?? 'all that it reaches'}`
                  : `by joining ${change.group.name}`}
                {change.follows === 0
                  ? ''
                  : ` and ${formatCount(change.follows, 'further right')} that ${change.follows === 1 ? 'follows' : 'follow'} from it`}
                {change.admins > 1 ? `, with ${formatCount(change.admins - 1, 'other')}` : ''} · {change.system}
              </span>
            </span>
            <RelativeTime at={change.at} className="shrink-0 text-12 text-faint" />
          </li>
        ))}
      </ul>
      <p className="pt-2 text-12">
        <TextLink href="/privileges/changes?admin=true">
          {more ? 'All who gained admin' : 'Changes of privileges'}
        </TextLink>
      </p>
    </section>
  );
}
