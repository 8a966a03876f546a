import type { Product } from '#lib/domain/statement/product.ts';
import type { StatementDocument, StatementStatus } from '#lib/domain/statement/statement.ts';
import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { StatementError } from '../contract.ts';
import { Collected } from '../shared/collected.ts';
import { dateOf, itemsOf, namesOf, required, requiredDate, textOf } from '../shared/fields.ts';
import { OPENVEX_JUSTIFICATIONS } from '../shared/openvex-words.ts';
import { ProductTree } from './products.ts';

/** Profiles that say of products whether they are affected. */
const PROFILES: readonly unknown[] = ['csaf_vex', 'csaf_security_advisory'];

const STATUSES: ReadonlyMap<string, StatementStatus> = new Map([
  ['known_not_affected', 'not_affected'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
]);

export const isCsaf = (document: Json): boolean => asRecord(document.document).csaf_version !== undefined;

/** CSAF 2.0 and 2.1. @throws StatementError for what makes the whole document worthless */
export function readCsaf(document: Json): StatementDocument {
  const head = asRecord(document.document);
  if (!PROFILES.includes(head.category)) {
    throw new StatementError('Its category is neither csaf_vex nor csaf_security_advisory', 'document.category');
  }
  const tracking = asRecord(head.tracking);
  const publisher = asRecord(head.publisher);
  const tree = new ProductTree(asRecord(document.product_tree));
  const collected = new Collected();
  const statedAt = requiredDate(tracking, ['current_release_date', 'initial_release_date'], 'document.tracking.');
  for (const { item, position } of itemsOf(document.vulnerabilities, 'vulnerabilities')) {
    readVulnerability(item, position, { tree, collected });
  }
  return {
    format: 'csaf',
    id: required(tracking.id, 'document.tracking.id', 1000),
    version: required(tracking.version, 'document.tracking.version', 100),
    author: required(publisher.name, 'document.publisher.name'),
    role: textOf(publisher.category),
    statedAt,
    ...collected.all('vulnerabilities'),
  };
}

interface Reading {
  tree: ProductTree;
  collected: Collected;
}

/** A statement for each status, and for all products of it of which the same is said. */
function readVulnerability(item: Json, position: string, { tree, collected }: Reading): void {
  const names = namesOf([item.cve, ...[...asArray(item.ids), ...asArray(item.id)].map((one) => asRecord(one).text)]);
  const statuses = Object.entries(asRecord(item.product_status)).filter(([word]) => STATUSES.has(word));
  if (names.length === 0 || statuses.length === 0) {
    const reason = names.length === 0 ? 'it names no vulnerability' : 'it says of no product whether it is affected';
    collected.skip(position, reason);
    return;
  }
  const said = new Said(item, tree);
  const statedAt = dateOf(item.release_date) ?? dateOf(item.discovery_date);
  for (const [word, ids] of statuses) {
    const status = STATUSES.get(word) ?? 'under_investigation';
    const place = `${position}.product_status.${word}`;
    const known = asArray(ids).flatMap((id) => (typeof id === 'string' ? id : []));
    const groups = Map.groupBy(new Set(known), (id) => JSON.stringify(said.of(id)));
    for (const [key, members] of groups) {
      const products = productsOf(members, place, { tree, collected });
      if (products.length === 0) continue;
      const { justification, impact, action } = JSON.parse(key) as ReturnType<Said['of']>;
      if (status === 'not_affected' && justification === null && impact === null) {
        collected.skip(place, 'it says known_not_affected without a flag or an impact statement');
        continue;
      }
      const why = status === 'not_affected' ? justification : null;
      collected.take(place, () => {
        return { position: place, names, status, justification: why, impact, action, statedAt, products };
      });
    }
  }
}

function productsOf(ids: readonly string[], place: string, { tree, collected }: Reading): Product[] {
  return ids.flatMap((id) => {
    const products = tree.productsOf(id);
    if (typeof products !== 'string') return products;
    collected.skip(place, products);
    return [];
  });
}

/** What flags, threats and remediations say of each product. */
class Said {
  readonly #flags: Map<string, string>;
  readonly #impacts: Map<string, string>;
  readonly #actions: Map<string, string>;

  constructor(item: Json, tree: ProductTree) {
    const by = (list: unknown, of: (one: Json) => string | null): Map<string, string> => {
      const found = new Map<string, string>();
      for (const one of asArray(list).map(asRecord)) {
        const text = of(one);
        if (text === null) continue;
        for (const id of tree.idsOf(one)) if (!found.has(id)) found.set(id, text);
      }
      return found;
    };
    this.#flags = by(item.flags, (one) => asString(one.label));
    this.#impacts = by(item.threats, (one) => (one.category === 'impact' ? textOf(one.details) : null));
    this.#actions = by(item.remediations, (one) => textOf(one.details));
  }

  of(id: string) {
    const flag = this.#flags.get(id);
    return {
      justification: OPENVEX_JUSTIFICATIONS.find((one) => one === flag) ?? null,
      impact: this.#impacts.get(id) ?? null,
      action: this.#actions.get(id) ?? null,
    };
  }
}
