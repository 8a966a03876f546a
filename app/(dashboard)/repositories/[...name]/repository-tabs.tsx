'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { RepositoryFrame } from '#components/repository-page/repository-frame.tsx';
import type { RepositoryRights } from '#components/repository-page/rights.ts';
import { WithinRepository } from '#components/ui/scope.tsx';
import type { RepositorySummary } from '#lib/contracts/repository.ts';
import type { RepositoryTab } from '#lib/contracts/reserved-names.ts';
import { repositoryScope } from '#lib/contracts/scope-address.ts';
import type { FindingColumn } from '#lib/domain/finding/list-columns.ts';

// Each with the script of the screens that it is made of: only that of the open tab is loaded.
const Overview = dynamic(() => import('#components/repository-page/overview.tsx').then((part) => part.Overview));
const Trend = dynamic(() => import('#components/trends/trends-screen.tsx').then((part) => part.TrendsScreen));
const Coverage = dynamic(() => import('./coverage-tab.tsx').then((part) => part.CoverageTab));
const Findings = dynamic(() => import('#components/finding-list/explorer.tsx').then((part) => part.FindingsExplorer));
const Actions = dynamic(() => import('#components/queue/queue-screen.tsx').then((part) => part.QueueScreen));
const Pipelines = dynamic(() => import('./pipelines-tab.tsx').then((part) => part.PipelinesTab));
const Privileges = dynamic(() => import('./privileges-tab.tsx').then((part) => part.PrivilegesTab));
const Uploads = dynamic(() => import('#components/upload-list/ingest-screen.tsx').then((part) => part.IngestScreen));
const Exceptions = dynamic(() =>
  import('#components/exceptions/exceptions-screen.tsx').then((part) => part.ExceptionsScreen),
);
const Settings = dynamic(() => import('#components/repository-page/settings.tsx').then((part) => part.Settings));

export interface RepositoryTabsProps {
  name: string;
  tab: RepositoryTab | null;
  rights: RepositoryRights;
  /** The day that runs in the organization. */
  today: string;
  columns: readonly FindingColumn[];
}

/** What a tab has of what the screens show of everything. */
function part(
  tab: Exclude<RepositoryTab, 'settings'>,
  view: RepositorySummary,
  { rights, today, columns }: RepositoryTabsProps,
): ReactNode {
  switch (tab) {
    case 'trend':
      return <Trend today={today} />;
    case 'coverage':
      return <Coverage view={view} mayExempt={rights.exempt} />;
    case 'findings':
      return <Findings rights={rights.triage} columns={columns} />;
    case 'actions':
      return <Actions mayWork={rights.triage.work} />;
    case 'pipelines':
      return <Pipelines view={view} mayRetire={rights.retire} />;
    case 'privileges':
      return <Privileges view={view} />;
    case 'uploads':
      return <Uploads />;
    case 'exceptions':
      return <Exceptions />;
  }
}

/** The page of a repository with its open tab. */
export function RepositoryTabs(props: RepositoryTabsProps) {
  const { name, tab, rights, today } = props;
  return (
    <RepositoryFrame name={name} tab={tab}>
      {(view) => {
        if (tab === null) return <Overview name={name} today={today} rights={rights} />;
        if (tab === 'settings') return <Settings view={view} mayChange={rights.settings} />;
        // Who may do what on a repository is known by systems, which are no part of it.
        const scope = tab === 'privileges' ? null : repositoryScope(name);
        return (
          <WithinRepository name={name} scope={scope}>
            {part(tab, view, props)}
          </WithinRepository>
        );
      }}
    </RepositoryFrame>
  );
}
