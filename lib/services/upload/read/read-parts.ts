import { normalisePath } from '#lib/domain/finding/path.ts';
import { hashText } from '#lib/domain/identity/hash.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { AnyGap, Gap, ItemGap } from '#lib/domain/stream/gap.ts';
import { streamLabel } from '#lib/domain/stream/label.ts';
import type { ReportPart } from '#lib/scanners/contract.ts';
import { clean } from './clean.ts';
import { cleanSubjects } from './clean-subjects.ts';
import type { ReadPart } from './protocol.ts';

/** Gaps of a part; what is beyond them is one gap in everything. */
const MAX_GAPS = 1000;
/** Files of one gap. */
const MAX_PATHS = 10_000;
const MAX_LABEL = 255;

type Redact = (text: string) => string;

/** What the sender says of where the report belongs. */
interface Sender {
  label: string;
  root: string;
}

export interface GroupedParts {
  parts: ReadPart[];
  /** For each part of the report: its place in `parts`. */
  placeOf: number[];
}

/**
 * The parts of a report as they feed streams: bounded, storable, without secrets. Parts of one tool with one label are one.
 * @param items what each part of the report could not read
 */
export function readParts(
  reported: readonly ReportPart[],
  items: readonly (readonly ItemGap[])[],
  sender: Sender,
  redact: Redact,
): GroupedParts {
  const parts: ReadPart[] = [];
  const known = new Map<string, number>();
  const placeOf = reported.map((each, index) => {
    const part = cleanPart(each, items[index] ?? [], sender, redact);
    const name = JSON.stringify([part.scanner, part.label]);
    const place = known.get(name) ?? parts.push({ ...part, categories: [], gaps: [] }) - 1;
    known.set(name, place);
    const into = parts[place];
    if (into !== undefined) {
      into.categories = [...new Set([...into.categories, ...part.categories])].sort();
      into.gaps.push(...part.gaps);
      if (into.scannerVersion !== part.scannerVersion) into.scannerVersion = null;
    }
    return place;
  });
  return { parts, placeOf };
}

function cleanPart(part: ReportPart, items: readonly ItemGap[], sender: Sender, redact: Redact): ReadPart {
  const stated = part.gaps.slice(0, MAX_GAPS).map((gap) => cleanGap(gap, sender.root, redact));
  const more = part.gaps.length - stated.length;
  const gaps: AnyGap[] = [...stated, ...items.map((item) => cleanItem(item, sender.root, redact))];
  if (more > 0) gaps.push({ scope: 'everything', reason: `and ${more} more` });
  return {
    scanner: clean(part.scanner, 200).toLowerCase() || 'unknown',
    scannerVersion: part.scannerVersion === null ? null : clean(part.scannerVersion, 100),
    label: shorten(streamLabel(sender, redact(clean(part.subject ?? '', 4 * MAX_LABEL)))),
    categories: part.categories,
    gaps,
    ...(part.inventory === undefined ? {} : { inventory: cleanFacts(part.inventory, redact) }),
    ...(part.subjects === undefined ? {} : { subjects: cleanSubjects(part.subjects, sender.root, redact) }),
  };
}

/** What it quotes of the report. */
function cleanFacts(facts: InventoryFacts, redact: Redact): InventoryFacts {
  const said = (text: string, length: number): string => redact(clean(text, length));
  return {
    ...facts,
    collector: facts.collector === null ? null : said(facts.collector, 100),
    strange: facts.strange.map((name) => said(name, 100)),
    stripped: { ...facts.stripped, positions: facts.stripped.positions.map((place) => said(place, 200)) },
    sections: facts.sections.map((each) => ({ ...each, reason: each.reason === null ? null : said(each.reason, 300) })),
  };
}

/** A label that is too long stays distinct by a hash. */
function shorten(label: string): string {
  if (label.length <= MAX_LABEL) return label;
  return `${label.slice(0, MAX_LABEL - 20).toWellFormed()}…${hashText(label).slice(0, 16)}`;
}

function cleanGap(gap: Gap, root: string, redact: Redact): Gap {
  const reason = redact(clean(gap.reason, 500));
  if (gap.scope === 'everything') return { ...gap, reason };
  if (gap.scope === 'rules') {
    const { subjects } = gap;
    return { ...gap, reason, subjects: subjects !== null && subjects.length > MAX_PATHS ? null : subjects };
  }
  const paths = gap.paths.slice(0, MAX_PATHS).map((path) => normalisePath(path, root));
  // The fewer of them it is said to have looked at, the less it closes.
  if (gap.scope === 'outside')
    return { scope: 'outside', reason, paths: [...new Set(paths.filter((path) => path !== null))] };
  // A path that names no file, or too many of them: what they leave out is not known.
  if (gap.paths.length > MAX_PATHS || paths.includes(null)) return { scope: 'everything', reason };
  return { scope: 'files', reason, paths: [...new Set(paths.filter((path) => path !== null))] };
}

function cleanItem(item: ItemGap, root: string, redact: Redact): ItemGap {
  const { path, ...names } = item.standsFor;
  const stated = Object.entries(names).map(([trait, name]) => [trait, redact(clean(name, 512))]);
  const place = path === undefined ? null : normalisePath(path, root);
  return {
    ...item,
    reason: redact(clean(item.reason, 500)),
    position: redact(clean(item.position, 500)),
    standsFor: { ...Object.fromEntries(stated), ...(place === null ? {} : { path: place }) },
  };
}
