import type { Location } from '#lib/domain/finding/finding.ts';
import { asLine } from '#lib/scanners/shared/text.ts';
import { child, childText, type XmlNode } from '#lib/scanners/shared/xml.ts';

/** The lines that are meant, and those that the report shows around them. */
export type SourceLines = Pick<Location, 'snippet' | 'around'>;

/** A step of a trace. */
export interface Place {
  path: string;
  startLine: number | null;
  endLine: number | null;
  startColumn: number | null;
  snippetId: string | null;
  label: string | null;
}

/** The place that a `Node` names; null when it names none. */
export function placeOf(node: XmlNode): Place | null {
  const location = child(node, 'SourceLocation');
  const place = location === null ? null : placeAt(location);
  return place === null ? null : { ...place, label: childText(node, 'Action') ?? node.attributes.label ?? null };
}

/** The place that an element names by its attributes; null when it names no file. */
export function placeAt({ attributes }: XmlNode): Place | null {
  const { path, line, lineEnd, colStart, snippet } = attributes;
  if (path === undefined || path === '') return null;
  return {
    path,
    startLine: asLine(line),
    endLine: asLine(lineEnd),
    startColumn: asLine(colStart),
    snippetId: snippet ?? null,
    label: null,
  };
}

/** `basePath`: folder that was scanned, for results that name their files from the root of the machine. */
export function locationOf(
  place: Place,
  snippets: ReadonlyMap<string, SourceLines>,
  basePath: string | null,
): Location {
  const { startLine, endLine, startColumn, label } = place;
  const code = (place.snippetId === null ? undefined : snippets.get(place.snippetId)) ?? { snippet: null };
  return { path: relative(place.path, basePath), startLine, endLine, startColumn, ...code, label };
}

function relative(path: string, basePath: string | null): string {
  const slashed = path.replaceAll('\\', '/');
  const base = `${(basePath ?? '').replaceAll('\\', '/').replace(/\/{1,8}$/, '')}/`;
  return base.length > 1 && slashed.startsWith(base) ? slashed.slice(base.length) : slashed;
}
