import { STATEMENT_STATUSES, type Statement, type StatementDocument } from '#lib/domain/statement/statement.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { Collected } from '../shared/collected.ts';
import { dateOf, itemsOf, namesOf, required, requiredDate, textOf } from '../shared/fields.ts';
import { OPENVEX_JUSTIFICATIONS } from '../shared/openvex-words.ts';
import { type Named, productsAlone, productWithin } from '../shared/product-of.ts';

/** OpenVEX 0.0.x and 0.2.0, by its context. */
export const isOpenVex = (document: Json): boolean =>
  asArray(document['@context'])
    .concat(document['@context'])
    .some((one) => typeof one === 'string' && one.startsWith('https://openvex.dev/ns'));

/** @throws StatementError for what makes the whole document worthless */
export function readOpenVex(document: Json): StatementDocument {
  const collected = new Collected();
  const head = {
    format: 'openvex' as const,
    id: required(document['@id'], '@id', 1000),
    version: required(document.version, 'version', 100),
    author: required(document.author, 'author'),
    role: textOf(document.role),
    statedAt: requiredDate(document, ['last_updated', 'timestamp'], ''),
  };
  for (const { item, position } of itemsOf(document.statements, 'statements')) {
    collected.take(position, () => statementOf(item, position));
  }
  return { ...head, ...collected.all('statements') };
}

function statementOf(item: Json, position: string): Statement | string {
  const status = STATEMENT_STATUSES.find((one) => one === item.status);
  if (status === undefined) return `its status is none of ${STATEMENT_STATUSES.join(', ')}`;
  const names = vulnerabilityNames(item.vulnerability);
  if (names.length === 0) return 'it names no vulnerability';
  const products = productsOf(item);
  if (products.length === 0) return 'it names no product';
  const word = asString(item.justification);
  const justification = OPENVEX_JUSTIFICATIONS.find((one) => one === word) ?? null;
  if (word !== null && justification === null) return 'its justification is none of the words that OpenVEX has';
  const impact = textOf(item.impact_statement) ?? textOf(item.status_notes);
  if (status === 'not_affected' && justification === null && impact === null) {
    return 'it says not_affected without a justification or an impact_statement';
  }
  const statedAt = dateOf(item.last_updated) ?? dateOf(item.timestamp);
  return { position, names, status, justification, impact, action: textOf(item.action_statement), statedAt, products };
}

/** A text in the first versions of OpenVEX, an object since 0.2. */
function vulnerabilityNames(value: unknown): string[] {
  if (!isRecord(value)) return namesOf([value]);
  const id = asString(value['@id']);
  // An address ends in the name, as `https://nvd.nist.gov/vuln/detail/CVE-2019-17571` does.
  const last = id?.split('/').at(-1);
  const named = namesOf([value.name, ...asArray(value.aliases)]);
  return named.length > 0 ? named : namesOf([last]);
}

function productsOf(item: Json): Statement['products'] {
  const shared = asArray(item.subcomponents).map(namedOf);
  return asArray(item.products).flatMap((value) => {
    const product = namedOf(value);
    const own = isRecord(value) ? asArray(value.subcomponents).map(namedOf) : [];
    const components = own.length > 0 ? own : shared;
    if (components.length === 0) return productsAlone(product);
    return components.flatMap((component) => productWithin(product, component));
  });
}

function namedOf(value: unknown): Named {
  if (typeof value === 'string') return { texts: [value] };
  const item = asRecord(value);
  const { purl } = asRecord(item.identifiers);
  const texts = [purl, item['@id']].filter((text) => typeof text === 'string');
  return { texts: [...new Set(texts)], oneBuild: Object.keys(asRecord(item.hashes)).length > 0 };
}
