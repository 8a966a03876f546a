'use client';

import { useQuery } from '@tanstack/react-query';
import { uploadHref } from '#components/queries/addresses.ts';
import { snapshotsQuery } from '#components/queries/privileges.ts';
import { Select } from '#components/ui/field.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { formatCount } from '#lib/format.ts';

/** The newest snapshot of each system that the reader sees. */
export function useSystems() {
  return useQuery(snapshotsQuery(useScope(), null)).data?.items ?? [];
}

/** One system of those that have an inventory; nothing to choose with one. */
export function SystemChoice({ value, onChange }: { value: string | null; onChange: (system: string | null) => void }) {
  const names = [...new Set([...useSystems().map(({ system }) => system), ...(value === null ? [] : [value])])].sort();
  if (names.length < 2 && value === null) return null;
  const options = [{ value: '', label: 'Every system' }, ...names.map((name) => ({ value: name, label: name }))];
  return (
    <Select
      aria-label="System"
      className="min-w-0 sm:w-52"
      options={options}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
    />
  );
}

/** How old what is shown is, and what could not be read of it. */
export function AsOf() {
  const systems = useSystems();
  if (systems.length === 0) return null;
  return (
    <ul className="mt-4 flex flex-col gap-1 text-12 text-faint">
      {systems.map(({ system, collected_at: at, sections, upload }) => {
        const unread = sections.filter(({ status }) => status !== 'ok').length;
        return (
          <li key={system} className="flex flex-wrap items-center gap-x-2">
            <span>
              {system}: collected <RelativeTime at={at} ago />
            </span>
            {unread === 0 ? null : (
              <TextLink href={uploadHref(upload)}>
                <StateBadge state="unmeasured">{formatCount(unread, 'section')} not read</StateBadge>
              </TextLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
