import type { ReadSource } from '#lib/domain/privilege/inventory.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { asRecord, asString, isRecord, oneLine } from '#lib/scanners/shared/text.ts';
import { readFiles } from './files.ts';
import { readHead } from './manifest.ts';
import { cutsOf, takeRow } from './rows.ts';
import { type Given, type RawSection, type SectionShape, sectionOf } from './section.ts';
import { Slimmer } from './slim.ts';

export interface InventoryDocument {
  scope: string;
  collectedAt: string;
  collector: string | null;
  sections: Map<string, RawSection>;
  /** Names of sections, and of files, that this reader does not know. */
  strange: string[];
  stripped: { count: number; positions: string[] };
}

type Shapes = Readonly<Record<string, SectionShape>>;

/** Reads `inventory/v1`, or an archive of what the vendor's own tools write. */
export async function readDocument(
  source: ReportSource,
  system: ReadSource,
  shapes: Shapes,
): Promise<InventoryDocument> {
  const { head, files } = await readHead(source);
  const { scope, collected_at, collector } = head;
  const slimmer = new Slimmer();
  const named = headOf(system, scope, collected_at, collector);
  const read =
    files === null
      ? await readSections(source, shapes, slimmer)
      : await readFiles(files, shapes, slimmer, asRecord(head.mapping));
  return { ...named, ...read, stripped: slimmer.stripped };
}

/** Sections as `{status, data}`, or the data itself, where null says that there is none. */
async function readSections(source: ReportSource, shapes: Shapes, slimmer: Slimmer) {
  const rows = new Map<string, NonNullable<Given>>();
  const document = await readJson(source, {
    cuts: Object.entries(shapes).flatMap(([name, shape]) =>
      ['', '.data'].flatMap((inside) => cutsOf(shape, `sections.${name}${inside}`)),
    ),
    onItem(item) {
      const name = /^sections\.([^.[]+)/.exec(item.cut)?.[1] ?? '';
      const into = rows.get(name) ?? { rows: [], unread: [] };
      rows.set(name, into);
      const shape = shapes[name];
      if (shape !== undefined) takeRow(into, item, slimmer, shape);
    },
  });
  const { sections } = asRecord(document);
  if (!isRecord(sections)) throw new ReportError('not an inventory: sections is missing', 'sections');
  const read = new Map<string, RawSection>();
  for (const [name, shape] of Object.entries(shapes)) {
    const given = Object.hasOwn(sections, name) ? sections[name] : undefined;
    read.set(name, sectionOf(given, shape, rows.get(name), slimmer, `sections.${name}`));
  }
  return { sections: read, strange: Object.keys(sections).filter((name) => !Object.hasOwn(shapes, name)) };
}

function headOf(system: ReadSource, scope: unknown, collectedAt: unknown, collector: unknown) {
  const name = typeof scope === 'string' ? scope.trim() : '';
  const { pattern, words } = SCOPES[system];
  if (!pattern.test(name)) throw new ReportError(`scope must be ${words}`, 'scope');
  const at = typeof collectedAt === 'string' && collectedAt.length <= 64 ? Date.parse(collectedAt) : Number.NaN;
  const year = Number.isNaN(at) ? 0 : new Date(at).getUTCFullYear();
  if (year < 2008 || year > 2200) {
    throw new ReportError('collected_at must be a time such as "2026-03-02T06:00:00Z"', 'collected_at');
  }
  const by = asString(collector);
  return { scope: name, collectedAt: new Date(at).toISOString(), collector: by === null ? null : oneLine(by, 100) };
}
