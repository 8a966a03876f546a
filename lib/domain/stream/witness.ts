import type { AnyGap, KeptOpen, RulesGap, StandsFor, StoredGap } from './gap.ts';

/** What a stream says of one of its findings: what gaps are compared with. */
export interface Traits {
  number: number;
  rules: string[];
  paths: string[];
  packages: string[];
  /** All its names. */
  advisories: string[];
  /** Of privileges: whom and what it is about, by ids, `user:7 on repo:5` and `repo:5`. */
  subjects: string[];
}

/** Findings named with a gap, and files. */
const SHOWN = 20;
/** Gaps that an upload stores for each of its streams. */
const STORED = 100;

/**
 * The gaps that withhold closing, after what the sender says: `complete=false` is one in everything, and who says
 * `complete=true` himself answers for a scan that looked at nothing.
 */
export function countedGaps(
  gaps: readonly AnyGap[],
  sender: { complete: boolean; completeSaid: boolean },
): readonly AnyGap[] {
  if (!sender.complete) {
    return [{ scope: 'everything', reason: 'The sender says that it is not complete (complete=false).' }, ...gaps];
  }
  return sender.completeSaid ? gaps.filter((gap) => gap.scope !== 'everything' || !gap.nothingScanned) : gaps;
}

/** Whether a scan measured its categories: an item that could not be read does not change that, nor does a file. */
export const measures = (gaps: readonly { scope: AnyGap['scope'] }[]): boolean =>
  gaps.every((gap) => gap.scope !== 'everything');

const isAny = (standsFor: StandsFor): boolean => Object.values(standsFor).every((trait) => trait === undefined);

/** The gap in which every finding of the stream may lie, if there is one. */
export function gapInAll(gaps: readonly AnyGap[]): AnyGap | null {
  const ofAll = (gap: AnyGap): boolean => gap.scope === 'everything' || (gap.scope === 'item' && isAny(gap.standsFor));
  return gaps.find(ofAll) ?? null;
}

/** Spellings of names differ between a broken item and a record: only letters and digits are compared. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}@/:]+/gu, '-');

function mayBe(known: string | undefined, names: readonly string[]): boolean {
  return known === undefined || names.some((name) => plain(name) === plain(known));
}

function standsForIt({ standsFor }: { standsFor: StandsFor }, traits: Traits): boolean {
  return (
    mayBe(standsFor.rule, traits.rules) &&
    mayBe(standsFor.path, traits.paths) &&
    mayBe(standsFor.package, traits.packages) &&
    mayBe(standsFor.advisory, traits.advisories)
  );
}

/** Whether every known place of a finding is one of these files, or below one of these folders. */
function liesWithin(places: readonly string[], looked: readonly string[]): boolean {
  const isSeen = (place: string): boolean => looked.some((path) => place === path || place.startsWith(`${path}/`));
  return places.length > 0 && places.every(isSeen);
}

function isUnjudged({ rules, subjects }: RulesGap, traits: Traits): boolean {
  if (!traits.rules.some((rule) => rules.includes(rule))) return false;
  if (subjects === null) return true;
  return traits.subjects.some((own) => subjects.some((subject) => own === subject || own.startsWith(`${subject}/`)));
}

/** Which of the findings that a report lost stay open, each for the first gap in which it may lie. */
export function keepOpen(gaps: readonly AnyGap[], lost: readonly Traits[]): KeptOpen[] {
  const byPath = new Map<string, AnyGap>();
  for (const gap of gaps.toReversed()) {
    if (gap.scope === 'files') for (const path of gap.paths) byPath.set(path, gap);
  }
  const items = gaps.filter((gap) => gap.scope === 'item');
  const outside = gaps.filter((gap) => gap.scope === 'outside');
  const unjudged = gaps.filter((gap) => gap.scope === 'rules');
  const kept = new Map<AnyGap, number[]>();
  for (const traits of lost) {
    const inFile = traits.paths.map((path) => byPath.get(path)).find((gap) => gap !== undefined);
    const gap =
      inFile ??
      items.find((item) => standsForIt(item, traits)) ??
      outside.find(({ paths }) => !liesWithin(traits.paths, paths)) ??
      unjudged.find((each) => isUnjudged(each, traits));
    if (gap !== undefined) kept.set(gap, [...(kept.get(gap) ?? []), traits.number]);
  }
  return [...kept].map(([gap, numbers]) => ({ gap, count: numbers.length, numbers }));
}

/** What an upload stores of its gaps, those that kept something open first. */
export function storedGaps(gaps: readonly AnyGap[], kept: readonly KeptOpen[]): StoredGap[] {
  const byGap = new Map(kept.map((each) => [each.gap, each]));
  const stored = gaps.map((gap): StoredGap => {
    const { count: keptOpen, numbers } = byGap.get(gap) ?? { count: 0, numbers: [] };
    const findings = numbers.slice(0, SHOWN);
    if (gap.scope === 'rules') return { scope: gap.scope, reason: gap.reason, rules: gap.rules, keptOpen, findings };
    if (gap.scope === 'everything' || gap.scope === 'item') return { ...gap, keptOpen, findings };
    return { ...gap, paths: gap.paths.slice(0, SHOWN), files: gap.paths.length, keptOpen, findings };
  });
  const order = { everything: 0, outside: 1, files: 2, rules: 3, item: 4 } as const;
  return stored
    .toSorted((a, b) => b.keptOpen - a.keptOpen || order[a.scope] - order[b.scope])
    .toSorted((a, b) => Number(b.scope === 'everything') - Number(a.scope === 'everything'))
    .slice(0, STORED);
}
