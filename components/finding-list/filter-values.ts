import type { FindingFilters } from '#components/queries/findings.ts';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { UPLOAD_CHANGES } from '#lib/domain/finding/event.ts';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { CATEGORIES, FINDING_STATES, SEVERITIES } from '#lib/domain/finding/finding.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';

/*
 * Validates filters in the address as the API does, but without its zod schemas, which would double this screen's
 * code. A property test checks that both agree.
 */

type Check = (text: string) => unknown;

const MOST = 100;
const DAY = /^\d{4}-\d{2}-\d{2}/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9._-]+)+$/;

const text =
  (longest: number): Check =>
  (value) =>
    value.length <= longest ? value : undefined;

const one =
  (values: readonly string[]): Check =>
  (value) =>
    values.includes(value) ? value : undefined;

const list =
  (isValid: (value: string) => boolean): Check =>
  (value) => {
    const parts = value.split(',').filter((part) => part !== '');
    return parts.length <= MOST && parts.every(isValid) ? parts : undefined;
  };

const among =
  (values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);

function isRepository(name: string): boolean {
  const parts = name.split('/');
  return name.length <= 255 && REPOSITORY.test(name) && !parts.includes('.') && !parts.includes('..');
}

/** A probability, in decimals. */
const probability: Check = (value) => (/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/.test(value) ? Number(value) : undefined);

/** A day that exists, or an instant on one. */
function since(value: string): string | undefined {
  const day = DAY.exec(value)?.[0];
  if (day === undefined || (value !== day && !INSTANT.test(value))) return undefined;
  const at = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  return exists && (value === day || !Number.isNaN(Date.parse(value))) ? value : undefined;
}

/** For each filter its value from the text in the address; `undefined` for a text that means nothing. */
export const FILTER_VALUES: Record<keyof FindingFilters, Check> = {
  state: list(among(FINDING_STATES)),
  severity: list(among(SEVERITIES)),
  category: list(among(CATEGORIES)),
  repo: list(isRepository),
  exploit: list(among(EXPLOITS)),
  kev: one(['true', 'false']),
  epss_min: probability,
  scanner: list((name) => name.length <= 100),
  tag: list((name) => name.length <= 100),
  watched: one(['me']),
  pipeline: text(255),
  about: (value) => (isRepository(value) ? value : undefined),
  rule: text(500),
  cve: text(100),
  package: text(255),
  statement: list(among(STATEMENT_STATUSES)),
  document: (value) => (/^[1-9]\d{0,8}$/.test(value) ? value : undefined),
  path: text(1000),
  action: text(100),
  upload: text(100),
  change: list(among(UPLOAD_CHANGES)),
  opened_since: since,
  fixed_since: since,
  sla: one(SLA_FILTERS),
  q: text(200),
  sort: one(['-risk', '-exploit', '-opened', 'opened']),
};
