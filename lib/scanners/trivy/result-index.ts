import type { SkippedItem } from '#lib/scanners/contract.ts';
import type { JsonItem } from '#lib/scanners/shared/json.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { type Artifact, artifactOf, artifactOfResource, type Target, targetOf } from './target.ts';

export interface Entry {
  target: Target;
  /** By `UID` or `ID` of a package: whether the project asks for it itself. Filled when packages are listed. */
  directness: Map<string, boolean>;
}

/** Lists of findings in one result. */
export const LISTS = [
  'Vulnerabilities',
  'Misconfigurations',
  'Secrets',
  'Licenses',
  'ExperimentalModifiedFindings',
] as const;

/** Lists of resources in reports on a cluster; the last two are the form of 2022. */
export const RESOURCE_LISTS = ['Resources', 'Findings', 'Vulnerabilities', 'Misconfigurations'] as const;

/** Every `Results[]` entry of the document, found by the place of an item inside it. */
export class ResultIndex {
  readonly entries: Entry[] = [];
  /** Errors that Trivy noted while it scanned a resource. */
  readonly errors: string[] = [];
  /** Places whose shape is wrong, so that what they hold is not read. */
  readonly skipped: SkippedItem[] = [];
  hasPackages = false;
  private readonly byPlace = new Map<string, Entry>();

  constructor(document: unknown) {
    if (Array.isArray(document)) this.add('[]', document, null);
    const report = asRecord(document);
    this.add('Results[]', asArray(report.Results), null, report);
    for (const list of RESOURCE_LISTS) {
      asArray(report[list]).forEach((resource, place) => {
        if (isRecord(resource)) this.addResource(list, resource, place);
      });
    }
  }

  /** The result that an item belongs to; null when that result is no object. */
  find(item: JsonItem): Entry | null {
    const prefix = item.cut.slice(0, item.cut.lastIndexOf('.'));
    return this.byPlace.get(`${prefix}${item.indices.slice(0, -1).join(',')}`) ?? null;
  }

  private addResource(list: string, resource: Json, place: number): void {
    const error = asString(resource.Error);
    if (error !== null) this.errors.push(error);
    const results = asArray(resource.Results);
    this.add(`${list}[].Results[]`, results, artifactOfResource(resource, results.map(asRecord)), null, [place]);
  }

  private checkLists(result: Json, position: string): void {
    if (Array.isArray(result.Packages)) this.hasPackages = true;
    for (const list of LISTS) {
      const value = result[list];
      if (value === undefined || value === null || Array.isArray(value)) continue;
      this.skipped.push({ position: `${position}.${list}`, reason: 'not a list' });
    }
  }

  private add(
    prefix: string,
    results: readonly unknown[],
    artifact: Artifact | null,
    report: Json | null = null,
    outer: readonly number[] = [],
  ): void {
    const records = results.map(asRecord);
    let owner = artifact ?? artifactOf(report, records);
    const types = new Map<string, string>();
    results.forEach((result, place) => {
      const position = `${at(prefix, outer)}[${place}]`;
      if (!isRecord(result)) {
        this.skipped.push({ position, reason: 'not an object' });
        return;
      }
      this.checkLists(result, position);
      const target = targetOf(result, owner, types);
      // Results of a resource with several images follow the system packages of their image.
      if (artifact !== null) owner = { ...owner, image: target.image };
      if (target.type !== '') types.set(target.name, target.type);
      const entry: Entry = { target, directness: new Map() };
      this.entries.push(entry);
      this.byPlace.set(`${prefix}${[...outer, place].join(',')}`, entry);
    });
  }
}

/** `Resources[].Results[]` with [3] is `Resources[3].Results`. */
function at(prefix: string, outer: readonly number[]): string {
  let text = prefix.slice(0, -2);
  for (const place of outer) text = text.replace('[]', `[${place}]`);
  return text;
}

/** Notes whether a listed package is a direct dependency, where Trivy knows. */
export function noteDirectness(entry: Entry, value: Json): void {
  const relation = asString(value.Relationship)?.toLowerCase();
  const known = relation === 'direct' || relation === 'indirect' ? relation === 'direct' : null;
  const direct = known ?? (value.Indirect === true ? false : null);
  if (direct === null) return;
  for (const key of [asString(asRecord(value.Identifier).UID), asString(value.ID)]) {
    if (key !== null) entry.directness.set(key, direct);
  }
}
