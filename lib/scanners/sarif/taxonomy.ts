import { cweFrom } from '#lib/domain/finding/normalise.ts';
import { asArray, asInteger, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

interface Taxonomy {
  name: string;
  guid: string | null;
  ids: readonly (string | null)[];
  byGuid: ReadonlyMap<string, string>;
}

function taxonomyOf(value: unknown): Taxonomy {
  const taxonomy = asRecord(value);
  const taxa = asArray(taxonomy.taxa).map(asRecord);
  const byGuid = new Map<string, string>();
  for (const taxon of taxa) {
    const [guid, id] = [asString(taxon.guid), asString(taxon.id)];
    if (guid !== null && id !== null) byGuid.set(guid.toLowerCase(), id);
  }
  const ids = taxa.map((taxon) => asString(taxon.id));
  return { name: asString(taxonomy.name) ?? '', guid: asString(taxonomy.guid), ids, byGuid };
}

const isCwe = (name: string): boolean => /^CWE\b|common weakness enumeration/i.test(name.slice(0, 200));

/** The classifications that a run describes. */
export class Taxonomies {
  private readonly all: readonly Taxonomy[];

  constructor(run: Json) {
    this.all = asArray(run.taxonomies).map(taxonomyOf);
  }

  /** CWE number of a reference to a taxon (of a result, or of a rule's relationship): by id, index or GUID. */
  cweOf(value: unknown): number | null {
    const reference = asRecord(value);
    const component = asRecord(reference.toolComponent);
    const taxonomy = this.find(component);
    const name = asString(component.name) ?? taxonomy?.name ?? '';
    const guid = asString(reference.guid)?.toLowerCase() ?? '';
    const id =
      asString(reference.id) ?? taxonomy?.ids[asInteger(reference.index) ?? -1] ?? taxonomy?.byGuid.get(guid) ?? null;
    return isCwe(name) || /^cwe[-_: ]?\d/i.test(id ?? '') ? cweFrom(id) : null;
  }

  private find(component: Json): Taxonomy | undefined {
    const guid = asString(component.guid);
    const name = asString(component.name);
    return (
      this.all[asInteger(component.index) ?? -1] ??
      this.all.find((each) => (guid !== null && each.guid === guid) || (name !== null && each.name === name))
    );
  }
}
