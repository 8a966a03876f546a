import { z } from 'zod';
import { compareVersions } from '#lib/domain/action/version.ts';
import { normaliseAdvisory } from '#lib/domain/advisory/advisory.ts';
import { joiningNames } from '#lib/domain/advisory/joining-names.ts';
import type { OsvAffected, OsvInterval, OsvRow } from '#lib/domain/feed/osv.ts';
import { normaliseEcosystem } from '#lib/domain/finding/package.ts';
import { packageSearchKey } from '#lib/domain/finding/package-search.ts';
import { FEED_LIMITS } from './limits.ts';
import { osvSeverity } from './osv-severity.ts';

const id = z.string().regex(/^[!-~]{1,200}$/);
const version = z.string().min(1).max(200);
const event = z.object({
  introduced: version.optional(),
  fixed: version.optional(),
  last_affected: version.optional(),
});
type RangeEvent = z.output<typeof event>;
const affected = z.object({
  package: z.object({ ecosystem: z.string().min(1).max(100), name: z.string().min(1).max(500) }).optional(),
  ranges: z.array(z.object({ type: z.string(), events: z.array(event).max(FEED_LIMITS.events) })).optional(),
});
const record = z.object({
  id,
  modified: z.string().refine((text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text))),
  withdrawn: z.string().nullish(),
  aliases: z.array(id).max(FEED_LIMITS.names).nullish(),
  upstream: z.array(z.string()).nullish(),
  severity: z.unknown().optional(),
  database_specific: z.unknown().optional(),
  affected: z.array(affected).max(FEED_LIMITS.affected).nullish(),
});
type OsvRecord = z.output<typeof record>;

/** What each field would have to be, for those who read why a record is left out. */
const WANTED = new Map([
  ['id', 'id is missing or no id'],
  ['modified', 'modified is missing or no time like 2026-11-03T00:00:00Z'],
  ['aliases', `aliases is no list of up to ${FEED_LIMITS.names} ids`],
  ['affected', 'affected is no list of packages with ranges, or longer than any that is published'],
]);

/** What counts of a record of OSV, or why it is none. @param latest a record from after this is of a clock that is wrong */
export function osvRowOf(value: unknown, latest: Date): OsvRow | string {
  const read = record.safeParse(value);
  if (!read.success) return WANTED.get(String(read.error.issues[0]?.path[0])) ?? 'it is no record of OSV';
  const modified = new Date(read.data.modified);
  if (modified > latest) return 'modified is in the future';
  const withdrawn = typeof read.data.withdrawn === 'string';
  return {
    id: normaliseAdvisory(read.data.id),
    modified: modified.toISOString(),
    withdrawn,
    // What is withdrawn says nothing any more.
    names: withdrawn ? [] : joiningNames(namesOf(read.data)),
    affected: withdrawn ? [] : affectedOf(read.data),
    severity: withdrawn ? null : osvSeverity(read.data.severity, read.data.database_specific),
  };
}

/** `upstream` of a distribution's copy (`DEBIAN-CVE-2031-1`) is the same problem; that of a bulletin is not. */
function namesOf({ id: own, aliases, upstream }: OsvRecord): string[] {
  return [own, ...(aliases ?? []), ...(upstream ?? []).filter((name) => own.endsWith(`-${name}`))];
}

/** Distributions fix a problem in each release by another version, and reports do not say which release they looked at. */
const DISTRIBUTIONS = new Set(['deb', 'rpm', 'apk']);

function affectedOf({ affected: list }: OsvRecord): OsvAffected[] {
  const byPackage = new Map<string, OsvInterval[]>();
  for (const { package: one, ranges = [] } of list ?? []) {
    const ecosystem = normaliseEcosystem(one?.ecosystem ?? '');
    if (one === undefined || DISTRIBUTIONS.has(ecosystem)) continue;
    const key = packageSearchKey(one);
    const intervals = ranges.flatMap(({ type, events }) =>
      type === 'SEMVER' || type === 'ECOSYSTEM' ? intervalsOf(events, ecosystem) : [],
    );
    byPackage.set(key, [...(byPackage.get(key) ?? []), ...intervals]);
  }
  return [...byPackage].flatMap(([name, intervals]) =>
    intervals.some(({ fixed }) => fixed !== undefined) ? [{ package: name, intervals }] : [],
  );
}

type Edge = { kind: 'introduced' | 'fixed' | 'lastAffected'; at: string };

/** As OSV evaluates events: in the order of their versions, whatever their order in the record. */
function intervalsOf(events: readonly RangeEvent[], ecosystem: string): OsvInterval[] {
  const intervals: OsvInterval[] = [];
  let open: string | null = null;
  for (const { kind, at } of ordered(events.flatMap(edgesOf), ecosystem)) {
    if (kind === 'introduced') open ??= at;
    else if (open !== null) {
      intervals.push({ introduced: open, [kind]: at });
      open = null;
    }
  }
  if (open !== null) intervals.push({ introduced: open });
  return intervals;
}

function edgesOf({ introduced, fixed, last_affected }: RangeEvent): Edge[] {
  if (introduced !== undefined) return [{ kind: 'introduced', at: introduced }];
  if (fixed !== undefined) return [{ kind: 'fixed', at: fixed }];
  return last_affected === undefined ? [] : [{ kind: 'lastAffected', at: last_affected }];
}

function ordered(edges: readonly Edge[], ecosystem: string): readonly Edge[] {
  const isFirst = ({ kind, at }: Edge): boolean => kind === 'introduced' && at === '0';
  if (edges.some(({ at }) => compareVersions(at, '0', ecosystem) === null)) return edges;
  return edges.toSorted((a, b) => {
    if (isFirst(a) || isFirst(b)) return Number(isFirst(b)) - Number(isFirst(a));
    // What ends at a version does so before what begins there.
    return compareVersions(a.at, b.at, ecosystem) || Number(a.kind === 'introduced') - Number(b.kind === 'introduced');
  });
}
