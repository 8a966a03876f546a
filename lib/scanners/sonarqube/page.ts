import { asArray, asInteger, asRecord, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';

/** What a page says beside its issues: names of components and rules, and how much there should be. */
export interface Page {
  paths: ReadonlyMap<string, string>;
  rules: ReadonlyMap<string, string>;
  total: number | null;
  index: number | null;
  /** Written by the tool sonar-report: components are paths already, hotspots are named in a list. */
  isReport: boolean;
  hotspotKeys: ReadonlySet<string>;
}

export const NO_PAGE: Page = {
  paths: new Map(),
  rules: new Map(),
  total: null,
  index: null,
  isReport: false,
  hotspotKeys: new Set(),
};

export function isPage(page: Json): boolean {
  return isIssuePage(page) || isHotspotPage(page) || isSonarReport(page);
}

export function isSonarReport(page: Json): boolean {
  return Array.isArray(page.issues) && ('sonarComponent' in page || 'sonarBaseURL' in page || 'hotspotKeys' in page);
}

function isIssuePage(page: Json): boolean {
  if (!Array.isArray(page.issues)) return false;
  const [first] = page.issues;
  if (first === undefined)
    return 'paging' in page && ('components' in page || 'effortTotal' in page || 'facets' in page);
  if (!isRecord(first) || !('rule' in first)) return false;
  return 'component' in first && ('project' in first || 'key' in first || 'paging' in page);
}

function isHotspotPage(page: Json): boolean {
  if (!Array.isArray(page.hotspots)) return false;
  const [first] = page.hotspots;
  if (first === undefined) return 'paging' in page;
  return isRecord(first) && ('vulnerabilityProbability' in first || 'securityCategory' in first);
}

/** What the server answers in place of results: `{errors: [{msg}]}`. */
export function failureOf(page: Json): string | null {
  if (!Array.isArray(page.errors) || 'issues' in page || 'hotspots' in page) return null;
  const messages = page.errors.map((error: unknown) => asString(asRecord(error).msg));
  const known = messages.filter((message) => message !== null);
  return known.length === 0 || known.length < messages.length ? null : oneLine(known.join(' '), 500);
}

export function readPage(page: Json): Page {
  const paging = asRecord(page.paging);
  return {
    paths: new Map(asArray(page.components).flatMap((component) => pathEntry(asRecord(component)))),
    rules: rulesOf(page.rules),
    total: asInteger(paging.total) ?? asInteger(page.total),
    index: asInteger(paging.pageIndex) ?? asInteger(page.p),
    isReport: isSonarReport(page),
    hotspotKeys: new Set(
      asArray(page.hotspotKeys)
        .map(asString)
        .filter((key) => key !== null),
    ),
  };
}

function pathEntry(component: Json): [string, string][] {
  const key = asString(component.key);
  const path = asString(component.path);
  return key === null || path === null ? [] : [[key, path]];
}

/** A list with `additionalFields=rules`, a map by key in sonar-report. */
function rulesOf(rules: unknown): Map<string, string> {
  const entries = isRecord(rules)
    ? Object.entries(rules)
    : asArray(rules).map((rule) => [asRecord(rule).key, rule] as const);
  const names = entries.map(([key, rule]) => [asString(key), asString(asRecord(rule).name)] as const);
  return new Map(
    names.flatMap(([key, name]) => (key === null || name === null ? [] : [[key, oneLine(name)] as const])),
  );
}

/**
 * How many items the pages say there are: each query starts with a page 1, so the totals of all first pages add up.
 * Without a first page, one query is assumed whose beginning is missing. null when no page says.
 */
export function expectedTotal(pages: readonly Page[]): number | null {
  const known = pages.filter((page) => page.total !== null);
  if (known.length === 0) return null;
  const first = known.filter((page) => page.index === null || page.index === 1);
  if (first.length === 0) return Math.max(...known.map((page) => page.total ?? 0));
  return first.reduce((sum, page) => sum + (page.total ?? 0), 0);
}
