'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingView, StatedView } from '#lib/contracts/finding.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { JUSTIFICATION_WORDS, STATUS_WORDS } from '#lib/domain/statement/words.ts';

// Only who adopts needs it.
const AdoptDialog = dynamic(() => import('#components/shared/adopt-dialog.tsx').then((one) => one.AdoptDialog), {
  ssr: false,
});

function Adopt({ stated, kind, finding }: { stated: StatedView; kind: Decision; finding: string }) {
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <Button size="sm" className="mt-2" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {kind === 'accepted' ? 'Adopt as accepted risk…' : 'Adopt as false positive…'}
      </Button>
      {open === null ? null : (
        <AdoptDialog
          document={stated.document}
          author={stated.author}
          kind={kind}
          finding={finding}
          open={open}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}

function Stated({ stated, view }: { stated: StatedView; view: FindingView }) {
  const { author, role, status, justification, impact, action, narrow, trusted, adopts } = stated;
  const isDecided = view.exceptions.some(({ state }) => state === 'requested' || state === 'in_force');
  const mayAdopt = view.may.request && !isDecided && view.finding.state !== 'fixed';
  return (
    <li className="border-t py-2 first:border-t-0 first:pt-0 last:pb-0 [overflow-wrap:anywhere]">
      <p className="font-medium">
        {author}: {STATUS_WORDS[status]}
        {justification === null ? '' : `, ${JUSTIFICATION_WORDS[justification]}`}
      </p>
      {impact === null ? null : <p className="text-soft">“{impact}”</p>}
      {action === null ? null : <p className="text-soft">{action}</p>}
      {narrow ? (
        <p className="text-12 text-soft">
          It says more than reports do, such as an architecture or a build: it may be about something else.
        </p>
      ) : null}
      <p className="text-12 text-faint">
        {role === null ? '' : `${role}, `}
        <CalendarDay at={stated.stated_at} />, in{' '}
        <TextLink href={`/exceptions/statements?document=${stated.document}`} className="underline">
          {stated.name}
        </TextLink>{' '}
        (version {stated.version}), loaded by {stated.loaded_by}
        {trusted ? ', an author who is trusted' : ''}
      </p>
      {adopts !== null && mayAdopt ? <Adopt stated={stated} kind={adopts} finding={view.finding.id} /> : null}
    </li>
  );
}

/** What VEX documents state about the finding: it changes nothing until somebody adopts it. */
export function StatedCard({ view }: { view: FindingView }) {
  if (view.statements.length === 0) return null;
  return (
    <Card title="Statements">
      <ul className="text-13">
        {view.statements.map((stated) => (
          <Stated key={`${stated.document} ${stated.status} ${stated.stated_at}`} stated={stated} view={view} />
        ))}
      </ul>
    </Card>
  );
}
