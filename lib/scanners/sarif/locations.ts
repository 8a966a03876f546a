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
    snippet: snippetOf(region, asRecord(physical.contextRegion)),
    label: logicalName(location, logical),
  };
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

export function logicalName(location: Json, logical: readonly unknown[]): string | null {
  const own = asRecord(asArray(location.logicalLocations)[0] ?? location.logicalLocation);
  const index = asInteger(own.index);
  const listed = index === null || index < 0 ? {} : asRecord(logical[index]);
  return (
    asString(own.fullyQualifiedName) ??
    asString(listed.fullyQualifiedName) ??
    asString(own.name) ??
    asString(listed.name)
  );
}
