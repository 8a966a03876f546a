import { QUEUE_FILTERS, type QueueFilters } from '#components/queries/actions.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { SelectOption } from '#components/ui/field.tsx';
import { CATEGORIES, SEVERITIES } from '#lib/domain/finding/finding.ts';
import { formatCapital } from '#lib/format.ts';

/** Filters that are chosen from a list. */
export const CHOICES = {
  assignee: [
    { value: '', label: 'Anybody’s' },
    { value: 'me', label: 'Mine' },
    { value: 'my_teams', label: 'My teams’' },
    { value: 'nobody', label: 'Nobody’s' },
  ],
  state: [
    { value: '', label: 'Any state' },
    { value: 'open', label: 'Not begun' },
    { value: 'claimed', label: 'Claimed' },
    { value: 'awaiting', label: 'Awaits a scan' },
  ],
  category: [
    { value: '', label: 'Any category' },
    ...CATEGORIES.map((category) => ({ value: category, label: CATEGORY_TITLE[category] })),
  ],
  severity: [
    { value: '', label: 'Any severity' },
    ...SEVERITIES.map((severity) => ({ value: severity, label: formatCapital(severity) })),
  ],
  due: [
    { value: '', label: 'Any due date' },
    { value: 'overdue', label: 'Overdue' },
    { value: 'week', label: 'Due within 7 days' },
  ],
  sla: [
    { value: '', label: 'Any SLA' },
    { value: 'at_risk', label: 'SLA at risk' },
    { value: 'overdue', label: 'SLA overdue' },
  ],
} as const satisfies Partial<Record<keyof QueueFilters, readonly SelectOption[]>>;

/** Offered beside whose it is: another question, of which one has the answer. */
export const WATCHED = { value: 'watched', label: 'Watched by me' } as const;

export const NAMES: Record<keyof typeof CHOICES, string> = {
  assignee: 'Whose',
  state: 'State',
  category: 'Category',
  severity: 'Severity',
  due: 'Due',
  sla: 'SLA',
};

export const LANE_TABS = [
  { value: '', label: 'All' },
  { value: 'act_now', label: 'Act now' },
  { value: 'by_value', label: 'By value' },
  { value: 'watch', label: 'Watch' },
] as const;

/** Lanes, and lists of choices: what an address may say of them. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  watched: ['me'],
  lane: LANE_TABS.map(({ value }) => value),
  ...Object.fromEntries(Object.entries(CHOICES).map(([name, options]) => [name, options.map(({ value }) => value)])),
};

/** Characters: as many as the API takes of a text, and of the name of a repository. */
const LONGEST = { q: 200, repo: 255 };

/** Reads the filters of an address; what means nothing is left out. */
export function readQueueFilters(read: (name: string) => string | null): QueueFilters {
  const filters: QueueFilters = {};
  for (const name of QUEUE_FILTERS) {
    const value =
      read(name)
        ?.trim()
        .slice(0, name === 'q' ? LONGEST.q : LONGEST.repo) ?? '';
    if (value === '' || KNOWN[name]?.includes(value) === false) continue;
    filters[name] = value;
  }
  return filters;
}

/** Whether anything but the lane narrows the list. */
export const isNarrowed = ({ lane: _lane, ...rest }: QueueFilters): boolean => Object.keys(rest).length > 0;
