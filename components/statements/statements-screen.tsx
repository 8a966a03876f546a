'use client';

import { useQuery } from '@tanstack/react-query';
import { documentsQuery, exportHref, trustedAuthorsQuery } from '#components/queries/statements.ts';
import { ExceptionsNav } from '#components/shared/exceptions-nav.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { StatementDocumentView } from '#lib/contracts/statement.ts';
import { formatCount } from '#lib/format.ts';
import { DocumentCard, type Rights } from './document-card.tsx';
import { readStatementFilters } from './filters.ts';
import { LoadButton } from './load-button.tsx';
import { StatementList } from './statement-list.tsx';
import { Suppressions } from './suppressions.tsx';

function answer(documents: readonly StatementDocumentView[]): string {
  const standing = documents.filter(({ withdrawn_at: withdrawn }) => withdrawn === null);
  if (standing.length === 0) return 'No VEX document is loaded: nothing is known of what others state.';
  const sum = (of: (one: StatementDocumentView) => number) => standing.reduce((all, one) => all + of(one), 0);
  const adopted = sum((one) => one.adopted);
  return `${formatCount(
    sum((one) => one.statements_total),
    'statement',
  )} of ${formatCount(standing.length, 'document')}, about ${formatCount(
    sum((one) => one.findings),
    'finding',
  )}; ${adopted === 0 ? 'none is adopted' : `${formatCount(adopted, 'exception')} ${adopted === 1 ? 'rests' : 'rest'} on them`}.`;
}

/** What others state about vulnerabilities, whose it is, what it is about, and what of it is adopted. */
export function StatementsScreen({ rights }: { rights: Rights }) {
  const scope = useScope();
  const [params, change] = useAddress();
  const filters = readStatementFilters((name) => params.get(name));
  const query = useQuery(documentsQuery(scope));
  const { data: trusted } = useQuery(trustedAuthorsQuery());
  const title = useTitleInScope('Statements');
  const documents = query.data?.items;
  const authors = trusted?.authors.map(({ name }) => name);
  return (
    <>
      <PageHead
        title={title}
        {...(documents === undefined ? {} : { answer: answer(documents) })}
        actions={
          <>
            <a href={exportHref(scope, 'openvex')} download className={buttonClass()}>
              Download your VEX
            </a>
            {rights.decide ? <LoadButton /> : null}
          </>
        }
      />
      <ExceptionsNav />
      {documents === undefined ? (
        <NotLoaded title="The documents could not be loaded" query={query}>
          <TableSkeleton rows={6} label="Loading documents" />
        </NotLoaded>
      ) : documents.length === 0 ? (
        <EmptyState
          kind="nothing-yet"
          title="No VEX document is loaded"
          command={{ code: 'plumbline vex load statement.openvex.json' }}
        >
          OpenVEX, CSAF and CycloneDX documents say which vulnerabilities do no harm, and why. They change nothing until
          somebody adopts them.
        </EmptyState>
      ) : (
        <>
          <div className="grid items-start gap-4 lg:grid-cols-2">
            {documents.map((document) => (
              <DocumentCard
                key={document.id}
                document={document}
                authors={authors ?? []}
                rights={{ ...rights, trust: rights.trust && authors !== undefined }}
              />
            ))}
          </div>
          {filters.document === null ? null : (
            <div className="mt-6">
              <FilterChip
                name="Document"
                value={String(filters.document)}
                onRemove={() => change({ document: null })}
              />
            </div>
          )}
          <StatementList filters={filters} onChange={change} />
        </>
      )}
      <Suppressions />
    </>
  );
}
