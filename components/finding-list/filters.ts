import type { FindingFilters } from '#components/queries/findings.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { CATEGORIES, FINDING_STATES, SEVERITIES } from '#lib/domain/finding/finding.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';
import { FILTER_VALUES } from './filter-values.ts';
import { EXPLOIT_WORD, epssWords, KEV_WORD, STATE_WORD } from './words.ts';

/** Filters that are lists of values to tick. */
export const TICKED = ['state', 'severity', 'exploit', 'category', 'scanner', 'statement', 'tag', 'repo'] as const;
export type Ticked = (typeof TICKED)[number];

/** Filters of one value, usually brought by a link from another screen. */
const SINGLE = [
  'rule',
  'package',
  'cve',
  'path',
  'pipeline',
  'about',
  'action',
  'document',
  'watched',
  'opened_since',
  'fixed_since',
  'sla',
  'kev',
  'epss_min',
] as const;

export const NAMES: Record<Ticked | (typeof SINGLE)[number] | 'upload' | 'q' | 'columns', string> = {
  state: 'State',
  severity: 'Severity',
  exploit: 'Exploitation',
  category: 'Category',
  scanner: 'Scanner',
  statement: 'Stated by VEX',
  tag: 'Tag',
  repo: 'Repository',
  rule: 'Rule',
  package: 'Package',
  cve: 'Advisory',
  path: 'Path',
  pipeline: 'Pipeline',
  about: 'Rights on',
  action: 'Fix',
  document: 'VEX document',
  watched: 'Watched by',
  upload: 'Upload',
  opened_since: 'Opened since',
  fixed_since: 'Fixed since',
  sla: 'Due date',
  kev: 'KEV',
  epss_min: 'EPSS',
  q: 'Text',
  columns: 'Columns',
};

/** What a chip can stand for. */
type Chip = Exclude<keyof typeof NAMES, 'columns'>;

export const NO_FILTERS: FindingFilters = { state: ['open'], sort: '-risk' };

/** Without any filter, in the same order. */
export const cleared = ({ sort }: FindingFilters): FindingFilters => ({ ...NO_FILTERS, sort });

export interface ReadFilters {
  filters: FindingFilters;
  /** Names of filters in the address that mean nothing; they are left out, and the person is told. */
  unknown: string[];
}

const isList = (name: string): name is Ticked => (TICKED as readonly string[]).includes(name);

const isFilter = (name: string): name is keyof FindingFilters => Object.hasOwn(FILTER_VALUES, name);

/** Reads the filters from the address. Values that do not parse are left out and named in `unknown`. */
export function readFilters(search: URLSearchParams): ReadFilters {
  const filters: Partial<Record<keyof FindingFilters, unknown>> = { ...NO_FILTERS };
  const unknown: string[] = [];
  for (const name of new Set(search.keys())) {
    // Several values of one name, as repeated parameters bring them, are one list.
    const text = isList(name) ? search.getAll(name).join(',') : (search.get(name) ?? '');
    if (text === '' || !isFilter(name)) continue;
    const value = FILTER_VALUES[name](text);
    if (value === undefined) unknown.push(name);
    else filters[name] = value;
  }
  if (filters.change !== undefined && filters.upload === undefined) {
    delete filters.change;
    unknown.push('change');
  }
  return { filters: filters as FindingFilters, unknown };
}

/** Whether the address asks for one row for each rule and repository. */
export function isGrouped(search: { get: (name: string) => string | null }): boolean {
  return search.get('group') === 'rule';
}

/** Every state chosen is the same as not asking for a state. */
export function isAnyState(state: FindingFilters['state']): boolean {
  return FINDING_STATES.every((one) => state.includes(one));
}

const isUsual = (state: FindingFilters['state']): boolean => state.length === 1 && state[0] === 'open';

const ORDERS: Partial<Record<Ticked, readonly string[]>> = {
  state: FINDING_STATES,
  severity: SEVERITIES,
  exploit: EXPLOITS.toReversed(),
  category: CATEGORIES,
  statement: STATEMENT_STATUSES,
};

/** The values in a fixed order, not that of the clicks, so that the same filter has one address. */
function ordered(name: Ticked, values: readonly string[]): string[] {
  const order = ORDERS[name];
  return [...values].sort((a, b) => (order ? order.indexOf(a) - order.indexOf(b) : a.localeCompare(b)));
}

/** One ticked filter replaced. Nothing ticked under state means any state; nothing elsewhere means no such filter. */
export function withTicked(filters: FindingFilters, name: Ticked, values: readonly string[]): FindingFilters {
  const { [name]: _old, ...rest } = filters;
  const next = name === 'state' && values.length === 0 ? FINDING_STATES : ordered(name, values);
  return { ...NO_FILTERS, ...rest, ...(next.length === 0 ? {} : { [name]: next }) } as FindingFilters;
}

/** What is ticked of a filter. Any state is none ticked. */
export function tickedIn(filters: FindingFilters, name: Ticked): readonly string[] {
  return name === 'state' && isAnyState(filters.state) ? [] : (filters[name] ?? []);
}

/** One value ticked, or no longer. */
export function withToggled(filters: FindingFilters, name: Ticked, value: string): FindingFilters {
  const ticked = tickedIn(filters, name);
  const others = ticked.filter((one) => one !== value);
  return withTicked(filters, name, others.length < ticked.length ? others : [...ticked, value]);
}

/** One of two that exclude each other: choosing the other one replaces it, choosing it again takes it away. */
export function withDue(filters: FindingFilters, value: string): FindingFilters {
  const next = SLA_FILTERS.find((one) => one === value && one !== filters.sla);
  return next === undefined ? without(filters, 'sla') : { ...filters, sla: next };
}

/** What feeds say themselves: one value each; choosing it again takes it away. */
export function withFeed(filters: FindingFilters, name: 'kev' | 'epss_min', value: string): FindingFilters {
  const parsed = value === String(filters[name]) ? undefined : FILTER_VALUES[name](value);
  return parsed === undefined ? without(filters, name) : ({ ...filters, [name]: parsed } as FindingFilters);
}

export function without(filters: FindingFilters, name: Chip): FindingFilters {
  const { [name]: _gone, change, ...rest } = filters;
  // Which of an upload's changes: means nothing without the upload.
  return { ...NO_FILTERS, ...rest, ...(name === 'upload' || change === undefined ? {} : { change }) };
}

export function withText(filters: FindingFilters, q: string): FindingFilters {
  const text = q.trim().slice(0, 200);
  return text === '' ? without(filters, 'q') : { ...filters, q: text };
}

/** What is chosen beyond "everything that is open", in the words of the chips. */
export function describeFilters(filters: FindingFilters): { name: Chip; value: string }[] {
  const chips: { name: Chip; value: string }[] = [];
  for (const name of TICKED) {
    const values: readonly string[] = filters[name] ?? [];
    if (values.length === 0 || (name === 'state' && isUsual(filters.state))) continue;
    chips.push({ name, value: name === 'state' && isAnyState(filters.state) ? 'any' : valueWords(name, values) });
  }
  const { upload, change } = filters;
  if (upload !== undefined) chips.push({ name: 'upload', value: changeWords(upload, change) });
  for (const name of [...SINGLE, 'q'] as const) {
    const value = filters[name];
    if (value !== undefined) chips.push({ name, value: singleWords(name, value) });
  }
  return chips;
}

function singleWords(name: (typeof SINGLE)[number] | 'q', value: string | number): string {
  switch (name) {
    case 'sla':
      return String(value).replace('_', ' ');
    case 'kev':
      return KEV_WORD[value === 'true' ? 'true' : 'false'];
    case 'epss_min':
      return epssWords(Number(value));
    default:
      return String(value);
  }
}

/** `fixed by upl_1_2` */
function changeWords(upload: string, change: FindingFilters['change'] = []): string {
  return `${change.length === 0 ? 'changed' : change.join(' or ')} by ${upload}`;
}

function valueWords(name: Ticked, values: readonly string[]): string {
  return values.map((value) => wordOf(name, value)).join(', ');
}

/** A filter's value as people read it. */
export function wordOf(name: Ticked, value: string): string {
  if (name === 'state') return STATE_WORD[value as keyof typeof STATE_WORD] ?? value;
  if (name === 'exploit') return EXPLOIT_WORD[value as keyof typeof EXPLOIT_WORD] ?? value;
  if (name === 'category') return CATEGORY_TITLE[value as keyof typeof CATEGORY_TITLE] ?? value;
  if (name === 'statement') return value.replaceAll('_', ' ');
  return value;
}
