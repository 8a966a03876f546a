'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { teamHref } from '#components/queries/addresses.ts';
import { OWNERSHIP_WORDS } from '#components/shared/team-sources.ts';
import { Button } from '#components/ui/button.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RepositoryRow } from '#lib/contracts/repository.ts';

const OwnersDialog = dynamic(() => import('./owners-dialog.tsx'), { ssr: false });

/** Which teams own the repository, and the words on it. */
export function OwnersAndLabels({ row, mayChange }: { row: RepositoryRow; mayChange: boolean }) {
  const [open, setOpen] = useState(false);
  const { teams, labels } = row;
  return (
    <section aria-labelledby="owners" className="max-w-[760px]">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 id="owners" className="font-semibold text-14">
          Owners and labels
        </h2>
        {mayChange ? (
          <Button size="sm" onClick={() => setOpen(true)}>
            Change owners or labels
          </Button>
        ) : null}
      </div>
      <dl className="grid grid-cols-[minmax(72px,auto)_1fr] gap-x-4 gap-y-2 text-13">
        <dt className="text-soft">Teams</dt>
        <dd className="flex min-w-0 flex-col gap-1">
          {teams.length === 0 ? <span className="text-faint">none</span> : null}
          {teams.map(({ slug, name, sources }) => (
            <span key={slug} className="min-w-0 [overflow-wrap:anywhere]">
              <TextLink quiet href={teamHref(slug)} className="font-medium">
                {name}
              </TextLink>{' '}
              <span className="text-faint">{sources.map((source) => OWNERSHIP_WORDS[source]).join(', ')}</span>
            </span>
          ))}
        </dd>
        <dt className="text-soft">Labels</dt>
        <dd className="flex min-w-0 flex-wrap gap-1.5">
          {labels.length === 0 ? <span className="text-faint">none</span> : null}
          {labels.map((label) => (
            <Tag key={label}>{label}</Tag>
          ))}
        </dd>
      </dl>
      {open ? <OwnersDialog row={row} onOpenChange={setOpen} /> : null}
    </section>
  );
}
