'use client';

import dynamic from 'next/dynamic';
import type { MouseEvent } from 'react';
import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import type { GridCell, GridRow } from '#lib/contracts/coverage.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';

// The recipes of all scanners are loaded when somebody asks for one.
const ConnectScanner = dynamic(
  () => import('#components/shared/connect-scanner.tsx').then((module) => module.ConnectScanner),
  { ssr: false, loading: () => <BlockSkeleton height={320} label="Loading the snippet" /> },
);

/** What of which repository: `sast of acme/web`, as the address says it. */
const gapOf = (repo: string, { category }: GridCell): string => `${category}:${repo}`;

const CLOSED = { gap: null, scanner: null, ci: null };

/** Opens the snippet of a gap here; the link below leads to the same one where scripts are off, or in another tab. */
export function gapLink(row: GridRow, cell: GridCell, change: ChangeAddress) {
  if (cell.state !== 'never') return {};
  return {
    'aria-haspopup': 'dialog' as const,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      change({ ...CLOSED, gap: gapOf(row.name, cell) });
    },
  };
}

/** The snippet that closes the gap which the address names. */
export function SnippetDialog({ address }: { address: string }) {
  const [params, change] = useAddress();
  const [name = '', ...repo] = (params.get('gap') ?? '').split(':');
  const category = SCORE_CATEGORIES.find((one) => one === name) ?? null;
  const of = repo.join(':').slice(0, 255);
  const open = category !== null && of !== '';
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) change(CLOSED);
      }}
      size="lg"
      title={category === null ? 'What to paste into CI' : `${CATEGORY_TITLE[category]} of ${of}`}
      description="What to paste into CI so that it is measured. The cell is fresh with the first whole report."
    >
      {open ? (
        <ConnectScanner
          {...{ address, category, repo: of }}
          scanner={params.get('scanner')}
          system={params.get('ci')}
          onChange={({ scanner, system }) =>
            change(
              { ...(scanner === undefined ? {} : { scanner }), ...(system === undefined ? {} : { ci: system }) },
              'replace',
            )
          }
        />
      ) : null}
    </Dialog>
  );
}
