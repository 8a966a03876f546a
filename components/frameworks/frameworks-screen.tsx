'use client';

import { useQuery } from '@tanstack/react-query';
import { frameworkQuery, frameworksQuery } from '#components/queries/frameworks.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { WhyNothing } from '#components/shared/why-nothing.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { FrameworkView } from '#lib/contracts/framework.ts';
import { ControlList } from './control-list.tsx';
import { type FrameworkFilters, readFrameworkFilters, STATE_ORDER } from './filters.ts';
import { FrameworkLinks } from './framework-links.tsx';
import { frameworkSentence, STATE_WORDS } from './words.ts';

/** Which controls of OWASP, CIS and SLSA hold, fail, or are not known to hold. */
export function FrameworksScreen() {
  const scope = useScope();
  const [params, change] = useAddress();
  const filters = readFrameworkFilters((name) => params.get(name));
  const list = useQuery(frameworksQuery(scope));
  const query = useQuery(frameworkQuery(scope, filters.framework));
  const title = useTitleInScope('Frameworks');
  const { data } = query;
  const isEmpty = data !== undefined && data.looked.repositories === 0 && data.looked.systems === 0;
  return (
    <>
      <PageHead
        title={title}
        {...(data === undefined || isEmpty ? {} : { answer: `${data.name}: ${frameworkSentence(data)}` })}
        actions={
          <ExportButton
            list={`frameworks/${filters.framework}`}
            search=""
            formats={['csv', 'json']}
            what={data === undefined ? 'the controls' : `the controls of ${data.name}`}
            disabled={data === undefined || isEmpty}
          />
        }
      />
      {data === undefined ? (
        <NotLoaded title="The framework could not be loaded" query={query}>
          <TableSkeleton rows={10} label="Loading the framework" />
        </NotLoaded>
      ) : isEmpty ? (
        <Nothing />
      ) : (
        <>
          <FrameworkLinks items={list.data?.items ?? []} chosen={filters.framework} />
          <Controls view={data} filters={filters} change={change} />
        </>
      )}
    </>
  );
}

function Controls({
  view,
  filters,
  change,
}: {
  view: FrameworkView;
  filters: FrameworkFilters;
  change: (values: Record<string, string | null>) => void;
}) {
  const { state, control } = filters;
  const shown = view.controls.filter((each) => state === null || each.state === state);
  const options = [
    { value: '', label: `Every state (${view.controls.length})` },
    ...STATE_ORDER.map((value) => ({ value, label: `${STATE_WORDS[value]} (${view.totals[value]})` })),
  ];
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Select
          aria-label="State of controls"
          className="w-full sm:w-52"
          options={options}
          value={state ?? ''}
          onChange={({ target: { value } }) => change({ state: value === '' ? null : value })}
        />
        <p className="text-12 text-faint">{view.about}</p>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          kind="filtered-out"
          title={state === null ? 'No control' : `No control: ${STATE_WORDS[state].toLowerCase()}`}
          action={<Button onClick={() => change({ state: null })}>Show all</Button>}
        />
      ) : (
        <ControlList controls={shown} open={control} onOpen={(open) => change({ control: open })} />
      )}
    </>
  );
}

function Nothing() {
  return (
    <WhyNothing
      unknown="Why nothing is judged could not be read"
      promise="Controls are judged by what they say."
      waiting={
        <EmptyState kind="no-scan-yet" title="No report has come yet">
          Controls are judged by reports, inventories and the files of pipelines.
        </EmptyState>
      }
    >
      {() => (
        <EmptyState
          kind="nothing-yet"
          title="Nothing that counts is here"
          action={<LinkButton href="/repositories">Repositories</LinkButton>}
        >
          Archived repositories are in no control.
        </EmptyState>
      )}
    </WhyNothing>
  );
}
