import type { CodeLines } from '#lib/domain/finding/code-lines.ts';
import type { Location } from '#lib/domain/finding/finding.ts';
import { asArray, asInteger, asLine, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import type { Artifacts } from './uri.ts';

const MAX_LOCATIONS = 200;

/** Places of a result; the first one is the primary. */
export function locationsOf(result: Json, artifacts: Artifacts, logical: readonly unknown[]): Location[] {
  const places = asArray(result.locations)
    .slice(0, MAX_LOCATIONS)
    .map((each) => locationOf(asRecord(each), artifacts, logical))
    .filter((place) => place.path !== null || place.label !== null);
  if (places.length > 0) return places;
  const target = artifacts.path(asRecord(result.analysisTarget));
  return target === null ? [] : [{ ...NOWHERE, path: target }];
}

const NOWHERE: Location = {
  path: null,
  startLine: null,
  endLine: null,
  startColumn: null,
  snippet: null,
  label: null,
};

function locationOf(location: Json, artifacts: Artifacts, logical: readonly unknown[]): Location {
  const physical = asRecord(location.physicalLocation);
  const region = asRecord(physical.region);
  const startLine = asLine(region.startLine);
  const endLine = asLine(region.endLine);
  return {
    path: artifacts.path(asRecord(physical.artifactLocation)),
    startLine,
    endLine: startLine === null ? null : Math.max(endLine ?? startLine, startLine),
    startColumn: asLine(region.startColumn),
    endColumn: asLine(region.endColumn),
    snippet: snippetOf(region, asRecord(physical.contextRegion)),
    ...aroundOf(asRecord(physical.contextRegion)),
    label: logicalName(location, logical),
  };
}

/** The text around the region; none where it has other lines than the report says, so that no number is wrong. */
function aroundOf(context: Json): { around?: CodeLines } {
  const text = asString(asRecord(context.snippet).text);
  const line = asLine(context.startLine);
  if (text === null || line === null) return {};
  const end = asLine(context.endLine);
  const lines = text.replace(/\r?\n$/, '').split('\n').length;
  return end !== null && end !== line + lines - 1 ? {} : { around: { line, text } };
}

/** The region's own text, else its lines out of the text around it. */
function snippetOf(region: Json, context: Json): string | null {
  const own = asString(asRecord(region.snippet).text);
  if (own !== null) return own;
  const around = asString(asRecord(context.snippet).text);
  const first = asLine(context.startLine);
  const start = asLine(region.startLine);
  if (around === null || first === null || start === null || start < first) return null;
  const end = asLine(region.endLine) ?? start;
  return asString(
    around
      .split(/\r?\n/)
      .slice(start - first, end - first + 1)
      .join('\n'),
  );
}

/** What the place is called: its qualified name, made of the names above it where the report gives only those. */
function logicalName(location: Json, listed: readonly unknown[]): string | null {
  const own = asRecord(asArray(location.logicalLocations)[0] ?? location.logicalLocation);
  const entry = entryAt(own.index, listed);
  return (
    asString(own.fullyQualifiedName) ??
    asString(entry.fullyQualifiedName) ??
    asString(own.decoratedName) ??
    asString(entry.decoratedName) ??
    nameBelow(asString(own.name) === null ? entry : { ...entry, ...own }, listed)
  );
}

function entryAt(index: unknown, listed: readonly unknown[]): Json {
  const number = asInteger(index);
  return number === null || number < 0 ? {} : asRecord(listed[number]);
}

const MAX_DEPTH = 20;

/** `module.Class.method`, by the entries that each one lies in. */
function nameBelow(location: Json, listed: readonly unknown[]): string | null {
  const names: string[] = [];
  for (let at = location, depth = 0; depth < MAX_DEPTH; at = entryAt(at.parentIndex, listed), depth += 1) {
    const whole = depth === 0 ? null : asString(at.fullyQualifiedName);
    const name = whole ?? asString(at.name);
    if (name === null) break;
    names.unshift(name);
    if (whole !== null) break;
  }
  return names.length === 0 ? null : names.join('.');
}
