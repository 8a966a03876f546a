import type { RepositorySummary } from '#lib/contracts/repository.ts';
import type { RepositoryTab } from '#lib/contracts/reserved-names.ts';

interface Tab {
  /** Null: the overview. */
  tab: RepositoryTab | null;
  label: string;
  /** What says how many there are behind it. */
  count?: keyof RepositorySummary['counts'];
}

/** The tabs of a repository's page, in their order. */
export const TABS: readonly Tab[] = [
  { tab: null, label: 'Overview' },
  { tab: 'trend', label: 'Trend' },
  { tab: 'coverage', label: 'Coverage' },
  { tab: 'findings', label: 'Findings', count: 'findings' },
  { tab: 'actions', label: 'Actions', count: 'actions' },
  { tab: 'pipelines', label: 'Pipelines', count: 'pipelines' },
  { tab: 'privileges', label: 'Privileges', count: 'rights' },
  { tab: 'uploads', label: 'Uploads', count: 'uploads' },
  { tab: 'exceptions', label: 'Exceptions', count: 'exceptions' },
  { tab: 'settings', label: 'Settings' },
];

export const tabTitle = (tab: RepositoryTab): string => TABS.find((one) => one.tab === tab)?.label ?? '';
