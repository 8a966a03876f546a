import { PATH_PATTERNS, type PathPattern } from '#lib/domain/privilege/path/pattern.ts';
import { PATHS_SCHEMA, type PathsHead, pathFinding, pathsHead } from '#lib/domain/privilege/path-report/document.ts';
import { observePath, pathRule } from '#lib/domain/privilege/path-report/observe-path.ts';
import type { Gap, Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { isRecord } from '#lib/scanners/shared/text.ts';
import { PATHS_SCANNER } from './id.ts';

/** What Plumbline itself computed of ways to production from an inventory, as a report. */
export const scanner: Scanner = {
  id: PATHS_SCANNER,
  name: 'Plumbline paths',
  aliases: [],
  categories: ['privilege'],
  docsUrl: 'https://docs.github.com/en/rest',
  accepts: ({ kind, ...outline }: Outline) =>
    kind === 'json' && 'value' in outline && isRecord(outline.value) && outline.value.schema === PATHS_SCHEMA,
  parse,
};

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const head = headOf(await readJson(source, { cuts: [], passOver: ['findings[]'], onItem() {} }));
  await readJson(source, {
    cuts: ['findings[]'],
    onItem({ value, position }) {
      const read = pathFinding.safeParse(value);
      if (read.success) sink.observation(observePath(read.data, head, PATHS_SCANNER, position));
      else sink.skipped({ position, reason: 'not what is found of paths' });
    },
  });
  const part = {
    scanner: PATHS_SCANNER,
    categories: [...scanner.categories],
    gaps: gapsOf(head),
    subject: `${head.source}/${head.scope.toLowerCase()}`,
  };
  return onePart(part, head.collected_at);
}

function headOf(document: unknown): PathsHead {
  const read = pathsHead.safeParse(document);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ReportError(`not what was found of paths: ${issue?.message ?? ''}`, issue?.path.join('.') || null);
}

/** What could not be read there opens nothing and closes nothing. */
function gapsOf({ unread }: PathsHead): Gap[] {
  const [first] = unread;
  if (first === undefined) return [];
  const all = unread.some(({ place }) => place === null);
  const rules = (Object.keys(PATH_PATTERNS) as PathPattern[]).map(pathRule).sort();
  const subjects = all ? null : unread.flatMap(({ place }) => place ?? []).sort();
  const more = unread.length === 1 ? '' : ` The same holds in ${unread.length - 1} more places.`;
  return [{ scope: 'rules', reason: `${first.reason}${more}`, rules, subjects }];
}
