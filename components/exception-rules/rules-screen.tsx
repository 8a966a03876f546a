'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type RulesShown, rulesQuery } from '#components/queries/exception-rules.ts';
import { ExceptionsNav } from '#components/shared/exceptions-nav.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import type { RuleListView, RuleView } from '#lib/contracts/exception-rule.ts';
import { formatCount } from '#lib/format.ts';
import { COLUMNS, RuleCard } from './columns.tsx';
import { draftFrom } from './draft.ts';
import { RuleForm } from './rule-form.tsx';

export interface RulesScreenProps {
  mayAsk: boolean;
  mayDecide: boolean;
}

const SHOW: readonly { value: RulesShown; label: string }[] = [
  { value: 'alive', label: 'In force and waiting' },
  { value: 'ended', label: 'Ended' },
];

/** What fills the form in, besides that it is open. */
const FORM = ['new', 'rule', 'path', 'repo', 'scanner', 'package', 'team', 'label', 'category', 'severity', 'kind'];

/** How many rules there are, and what they hide. */
function answer(rules: readonly RuleView[]): string {
  const inForce = rules.filter(({ state }) => state === 'in_force');
  const waiting = rules.filter(({ state }) => state === 'requested').length;
  const hidden = inForce.reduce((sum, { findings }) => sum + findings.value, 0);
  const more = inForce.some(({ findings }) => findings.relation === 'at_least');
  const first =
    inForce.length === 0
      ? 'No rule decides about findings.'
      : `${formatCount(inForce.length, 'rule')} ${inForce.length === 1 ? 'excepts' : 'except'} ${formatCount(hidden, 'finding', 'findings', more)}, and what opens and matches.`;
  return waiting === 0 ? first : `${first} ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a decision.`;
}

function Empty({ show }: { show: RulesShown }) {
  if (show === 'ended') return <EmptyState kind="nothing-yet" title="No rule has ended yet" />;
  return (
    <EmptyState kind="nothing-yet" title="There is no rule">
      A rule decides about findings before they are there: “accept hard-coded passwords in test folders until June”.
    </EmptyState>
  );
}

const rowsOf = ({ items, ...page }: RuleListView) => ({
  ...page,
  items: items.map((rule) => ({ ...rule, id: String(rule.id), rule })),
});

/** Rules that decide about findings before they are there: what they are about, who said so, until when, what they hide. */
export function RulesScreen({ mayAsk, mayDecide }: RulesScreenProps) {
  const scope = useScope();
  const [params, change] = useAddress();
  const show: RulesShown = params.get('show') === 'ended' ? 'ended' : 'alive';
  const isNew = mayAsk && params.has('new');
  const alive = useInfiniteQuery(rulesQuery(scope, 'alive'));
  const query = useInfiniteQuery({
    ...rulesQuery(scope, show),
    select: ({ pages, pageParams }) => ({ pages: pages.map(rowsOf), pageParams }),
  });
  const title = useTitleInScope('Rules of exceptions');
  const close = () => change(Object.fromEntries(FORM.map((name) => [name, null])));
  const rules = alive.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHead
        title={title}
        {...(rules === undefined ? {} : { answer: answer(rules) })}
        {...(mayAsk && !isNew
          ? {
              actions: (
                <Button variant="primary" onClick={() => change({ new: '1' })}>
                  New rule
                </Button>
              ),
            }
          : {})}
      />
      <ExceptionsNav />
      {isNew ? <RuleForm first={draftFrom((name) => params.get(name))} mayDecide={mayDecide} onClose={close} /> : null}
      <Select
        aria-label="Which rules"
        className="mb-3 w-full sm:w-52"
        options={[...SHOW]}
        value={show}
        onChange={({ target: { value } }) => change({ show: value === 'ended' ? 'ended' : null })}
      />
      <PagedTable
        query={query}
        noun="rules"
        moreLabel="Load more rules"
        empty={<Empty show={show} />}
        label="Rules of exceptions"
        columns={COLUMNS}
        renderCard={(row) => <RuleCard row={row} />}
      />
    </>
  );
}
