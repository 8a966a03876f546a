'use client';

import { useState } from 'react';
import { findingListHref } from '#components/queries/addresses.ts';
import { changeTrust, withdrawDocument } from '#components/queries/statements.ts';
import { AdoptDialog } from '#components/shared/adopt-dialog.tsx';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, Facts } from '#components/ui/card.tsx';
import { CalendarDay, RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { StatementDocumentView } from '#lib/contracts/statement.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';
import { STATUS_WORDS } from '#lib/domain/statement/words.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

export interface Rights {
  request: boolean;
  decide: boolean;
  trust: boolean;
}

/** `3 not affected, 1 fixed`. */
const statesOf = ({ statements }: StatementDocumentView): string =>
  STATEMENT_STATUSES.filter((status) => statements[status] > 0)
    .map((status) => `${formatNumber(statements[status])} ${STATUS_WORDS[status]}`)
    .join(', ');

function About({ document }: { document: StatementDocumentView }) {
  const { matched, findings, statements_total: total } = document;
  if (findings === 0)
    return <span className="text-soft">no finding: {formatCount(total, 'statement')} about others</span>;
  return (
    <span>
      <TextLink
        href={findingListHref(`document=${document.id}&state=open,accepted,false_positive,suppressed,fixed`)}
        className="underline"
      >
        {formatCount(findings, 'finding')}
      </TextLink>{' '}
      <span className="text-soft">
        by {formatNumber(matched)} of {formatCount(total, 'statement')}
      </span>
    </span>
  );
}

function Skipped({ document: { skipped, skipped_items: items } }: { document: StatementDocumentView }) {
  if (skipped === 0) return null;
  return (
    <details className="mt-3 text-13">
      <summary className="cursor-pointer text-soft">{formatCount(skipped, 'entry', 'entries')} left out</summary>
      <ul className="mt-1 list-disc pl-4 [overflow-wrap:anywhere]">
        {items.map(({ position, reason }, index) => (
          <li key={`${position} ${index.toString()}`}>
            {position}: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Adopt({ document }: { document: StatementDocumentView }) {
  const [kind, setKind] = useState<Decision | null>(null);
  const [open, setOpen] = useState(false);
  const ask = (next: Decision) => {
    setKind(next);
    setOpen(true);
  };
  if (document.findings === 0) return null;
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => ask('false_positive')}>
        Adopt false positives…
      </Button>
      <Button size="sm" aria-haspopup="dialog" onClick={() => ask('accepted')}>
        Adopt accepted risks…
      </Button>
      {kind === null ? null : (
        <AdoptDialog
          key={kind}
          document={document.id}
          author={document.author}
          kind={kind}
          open={open}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}

/** Has everything that an author states adopted on arrival, or not any more. */
function Trust({ author, trusted, authors }: { author: string; trusted: boolean; authors: readonly string[] }) {
  return (
    <ConfirmButton
      trigger={
        <Button size="sm" variant="ghost">
          {trusted ? 'Do not trust this author…' : 'Trust this author…'}
        </Button>
      }
      title={trusted ? `Do not trust ${author} any more?` : `Trust ${author}?`}
      description={
        trusted
          ? 'What was adopted stays until it ends. What comes from now on waits for somebody who adopts it.'
          : 'All that this author states, now and later, decides about findings at once, in every repository, without anybody being asked.'
      }
      keep="Leave it"
      confirm={trusted ? 'Do not trust' : 'Trust'}
      act={async () => {
        await changeTrust(trusted ? authors.filter((name) => name !== author) : [...authors, author]);
        return trusted
          ? { title: `${author} is not trusted any more` }
          : { title: `${author} is trusted`, description: 'What is stated is adopted, repository by repository.' };
      }}
    />
  );
}

/** One VEX document: whose it is, what it states, what of it is about findings, and what can be done with it. */
export function DocumentCard(props: { document: StatementDocumentView; authors: readonly string[]; rights: Rights }) {
  const { document, authors, rights } = props;
  const { author, role, format, version, trusted, withdrawn_at: withdrawn } = document;
  const note = `${format === 'csaf' ? 'CSAF' : format === 'openvex' ? 'OpenVEX' : 'CycloneDX'}, version ${version}`;
  return (
    <Card
      title={<span className="[overflow-wrap:anywhere]">{role === null ? author : `${author} (${role})`}</span>}
      note={note}
    >
      <Facts
        items={[
          { name: 'Document', value: <span className="[overflow-wrap:anywhere]">{document.document}</span> },
          {
            name: 'States',
            value:
              withdrawn === null ? statesOf(document) : `nothing: withdrawn by ${document.withdrawn_by ?? 'somebody'}`,
          },
          ...(withdrawn === null ? [{ name: 'About', value: <About document={document} /> }] : []),
          { name: 'Adopted', value: document.adopted === 0 ? 'nothing' : formatCount(document.adopted, 'exception') },
          { name: 'Of', value: <CalendarDay at={document.stated_at} /> },
          {
            name: 'Loaded',
            value: (
              <span className="[overflow-wrap:anywhere]">
                <RelativeTime at={document.loaded_at} ago /> by {document.loaded_by}
              </span>
            ),
          },
          ...(trusted ? [{ name: 'Trusted', value: 'adopted on arrival' }] : []),
        ]}
      />
      <Skipped document={document} />
      {withdrawn !== null ? null : (
        <div className="mt-4 flex flex-wrap gap-2">
          {rights.request ? <Adopt document={document} /> : null}
          {rights.trust ? <Trust author={author} trusted={trusted} authors={authors} /> : null}
          {rights.decide ? (
            <ConfirmButton
              trigger={
                <Button size="sm" variant="ghost">
                  Withdraw…
                </Button>
              }
              title="Withdraw this document"
              description={`It states nothing any more. ${
                document.adopted === 0
                  ? 'Nothing rests on it.'
                  : `${formatCount(document.adopted, 'exception')} that ${document.adopted === 1 ? 'rests' : 'rest'} on it will end.`
              }`}
              confirm="Withdraw it"
              isDangerous
              act={async () => {
                await withdrawDocument(document.id);
                return { title: 'Withdrawn', description: 'What rests on it comes back, repository by repository.' };
              }}
            />
          ) : null}
        </div>
      )}
    </Card>
  );
}
