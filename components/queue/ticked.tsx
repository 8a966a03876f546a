'use client';

import { BulkBar } from '#components/ui/bulk-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { escapeMarkdown, markdownCode } from '#lib/domain/ticket/escape-markdown.ts';
import type { useWatchActions } from './use-watch-actions.ts';
import { WhatIf } from './what-if.tsx';

export interface TickedProps {
  rows: readonly ActionRow[];
  mayWork: boolean;
  busy: boolean;
  onClear: () => void;
  onClaim: () => void;
  onFixed: () => void;
  onAssign: () => void;
  onIssues: () => void;
  watch: ReturnType<typeof useWatchActions>;
}

/** The API takes no more at once. */
const MOST = 200;

/** Ticked fixes as a list in Markdown. */
function markdownOf(rows: readonly ActionRow[], origin: string): string {
  return rows
    .map(({ title, repo, repositories, url }) => {
      const where = repo ?? `${repositories.count} repositories`;
      return `- [ ] [${escapeMarkdown(title)}](<${origin}${url}>) · ${markdownCode(where)}`;
    })
    .join('\n');
}

/** What can be done with the ticked fixes. */
export function Ticked(props: TickedProps) {
  const { rows, mayWork, busy, onClear, onClaim, onFixed, onAssign, onIssues, watch } = props;
  const origin = rows.length === 0 ? '' : window.location.origin;
  return (
    <BulkBar count={rows.length} onClear={onClear}>
      <WhatIf ids={rows.slice(0, MOST).map(({ id }) => id)} />
      {mayWork ? (
        <>
          <Button size="sm" variant="primary" busy={busy} onClick={onClaim}>
            Claim
          </Button>
          <Button size="sm" onClick={onAssign}>
            Assign
          </Button>
          <Button size="sm" busy={busy} onClick={onFixed}>
            Fixed
          </Button>
          <Button size="sm" aria-haspopup="dialog" onClick={onIssues}>
            Issues…
          </Button>
        </>
      ) : null}
      <Button size="sm" busy={watch.busy} onClick={() => watch.run(rows)}>
        {watch.label}
      </Button>
      <CopyButton words="Copy as Markdown" what="the ticked fixes as Markdown" text={markdownOf(rows, origin)} />
    </BulkBar>
  );
}
