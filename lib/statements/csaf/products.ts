import type { Product } from '#lib/domain/statement/product.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { type Named, productsAlone, productWithin } from '../shared/product-of.ts';

/** What a product is: a thing of its own, or a component of another product. */
type Entry = { named: Named } | { component: string; within: string; named: Named };

/** Steps from a component to the product that it is in, in the end. */
const MOST_STEPS = 10;

/** The products of a CSAF document by their ids, and the groups of them. */
export class ProductTree {
  readonly #entries = new Map<string, Entry>();
  readonly #groups = new Map<string, string[]>();

  constructor(tree: Json) {
    for (const name of asArray(tree.full_product_names)) this.#add(name);
    this.#addBranches(tree.branches);
    for (const relationship of asArray(tree.relationships).map(asRecord)) this.#addRelationship(relationship);
    for (const group of asArray(tree.product_groups).map(asRecord)) {
      const id = asString(group.group_id);
      if (id !== null) this.#groups.set(id, idsOf(group.product_ids));
    }
  }

  /** Ids that a list of products and a list of groups name. */
  idsOf(item: Json): string[] {
    const groups = idsOf(item.group_ids).flatMap((group) => this.#groups.get(group) ?? []);
    return [...new Set([...idsOf(item.product_ids), ...groups])];
  }

  /** Why the product cannot be used, as the end of a sentence, or what it is. */
  productsOf(id: string): Product[] | string {
    const entry = this.#entries.get(id);
    if (entry === undefined) return `its product ${id.slice(0, 100)} is not in the product tree`;
    if (!('component' in entry)) return productsAlone(entry.named);
    const component = this.#thingOf(entry.component);
    const within = this.#thingOf(entry.within);
    if (component === 'cycle' || within === 'cycle') return `its product ${id.slice(0, 100)} is a part of itself`;
    if (component === null || within === null) {
      return `its product ${id.slice(0, 100)} is made of products that are not in the product tree`;
    }
    return productWithin(within, component);
  }

  /** What a product is in the end: of a component, the component. */
  #thingOf(id: string): Named | 'cycle' | null {
    let at = id;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const entry = this.#entries.get(at);
      if (entry === undefined) return null;
      if (!('component' in entry)) return entry.named;
      at = entry.component;
    }
    return 'cycle';
  }

  #add(value: unknown): void {
    const product = asRecord(value);
    const id = asString(product.product_id);
    if (id !== null && !this.#entries.has(id)) this.#entries.set(id, { named: namedOf(product) });
  }

  #addRelationship(relationship: Json): void {
    const product = asRecord(relationship.full_product_name);
    const id = asString(product.product_id);
    const component = asString(relationship.product_reference);
    const within = asString(relationship.relates_to_product_reference);
    if (id === null || component === null || within === null || this.#entries.has(id)) return;
    this.#entries.set(id, { component, within, named: namedOf(product) });
  }

  /** The depth of the document is limited before it is parsed. */
  #addBranches(value: unknown): void {
    for (const branch of asArray(value)) {
      if (!isRecord(branch)) continue;
      if (branch.product !== undefined) this.#add(branch.product);
      this.#addBranches(branch.branches);
    }
  }
}

const idsOf = (value: unknown): string[] => asArray(value).flatMap((id) => (typeof id === 'string' ? id : []));

function namedOf(product: Json): Named {
  const helper = asRecord(product.product_identification_helper);
  // One in CSAF 2.0, several in 2.1.
  const purls = [helper.purl, ...asArray(helper.purls)];
  const uris = asArray(helper.x_generic_uris).map((one) => asRecord(one).uri);
  const names = [...purls, ...uris, product.name].filter((text) => typeof text === 'string' && text !== '') as string[];
  return { texts: names, oneBuild: asArray(helper.hashes).length > 0 };
}
