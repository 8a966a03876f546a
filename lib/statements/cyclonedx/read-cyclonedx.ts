import type { Product } from '#lib/domain/statement/product.ts';
import type { Justification, Statement, StatementDocument, StatementStatus } from '#lib/domain/statement/statement.ts';
import { asArray, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import { StatementError } from '../contract.ts';
import { Collected } from '../shared/collected.ts';
import { dateOf, itemsOf, namesOf, required, requiredDate, textOf } from '../shared/fields.ts';
import { type Named, productsAlone, productWithin } from '../shared/product-of.ts';
import { Components } from './components.ts';
import { JUSTIFICATION_OF } from './justifications.ts';

const STATES: ReadonlyMap<string, StatementStatus> = new Map([
  ['not_affected', 'not_affected'],
  ['false_positive', 'not_affected'],
  ['exploitable', 'affected'],
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['in_triage', 'under_investigation'],
]);

export const isCycloneDx = (document: Json): boolean => document.bomFormat === 'CycloneDX';

/** The analyses of a CycloneDX document (1.4 and later). @throws StatementError for what makes the document worthless */
export function readCycloneDx(document: Json): StatementDocument {
  const metadata = asRecord(document.metadata);
  const components = new Components(document);
  const collected = new Collected();
  if (asString(document.serialNumber) === null) {
    const reason = 'The document has no serialNumber, by which its later versions would be known';
    throw new StatementError(reason, 'serialNumber');
  }
  const head = {
    format: 'cyclonedx' as const,
    id: required(document.serialNumber, 'serialNumber', 1000),
    version: required(document.version ?? 1, 'version', 100),
    author: authorOf(metadata),
    role: null,
    statedAt: requiredDate(metadata, ['timestamp'], 'metadata.'),
  };
  for (const { item, position } of itemsOf(document.vulnerabilities, 'vulnerabilities')) {
    collected.take(position, () => statementOf(item, position, components));
  }
  return { ...head, ...collected.all('vulnerabilities') };
}

/** The person or organization that made it, else whose product it is about. */
function authorOf(metadata: Json): string {
  const persons = [...asArray(metadata.authors), metadata.manufacturer, metadata.manufacture, metadata.supplier];
  const component = asRecord(metadata.component);
  const named = [...persons, component.manufacturer, component.supplier].map((one) => asString(asRecord(one).name));
  const author = named.find((name) => name !== null);
  return required(author, 'metadata.authors, metadata.manufacturer or metadata.supplier');
}

function statementOf(item: Json, position: string, components: Components): Statement | string {
  const names = namesOf([item.id, ...asArray(item.references).map((one) => asRecord(one).id)]);
  if (names.length === 0) return 'it names no vulnerability';
  const analysis = asRecord(item.analysis);
  const state = asString(analysis.state);
  if (state === null) return 'it has no analysis.state: it reports a vulnerability, and says nothing of it';
  const status = STATES.get(state);
  if (status === undefined) return `its analysis.state is none of ${[...STATES.keys()].join(', ')}`;
  const affects = asArray(item.affects).map(asRecord);
  if (affects.length === 0) return 'it names no component that it affects';
  const products = affects.flatMap((one) => productsOf(one, status, components));
  if (products.length === 0) return 'the components that it affects are neither in the document nor package URLs';
  return {
    ...{ position, names, status, products },
    justification: state === 'false_positive' ? 'false_positive' : whyOf(analysis, status),
    impact: textOf(analysis.detail),
    action: textOf(asStrings(analysis.response).join(', ')) ?? textOf(item.recommendation),
    statedAt: dateOf(analysis.lastUpdated) ?? dateOf(analysis.firstIssued) ?? dateOf(item.updated),
  };
}

function whyOf(analysis: Json, status: StatementStatus): Justification | null {
  return status === 'not_affected' ? (JUSTIFICATION_OF.get(asString(analysis.justification) ?? '') ?? null) : null;
}

function productsOf(affects: Json, status: StatementStatus, components: Components): Product[] {
  const ref = asString(affects.ref);
  if (ref === null) return [];
  if (components.isSubject(ref)) return components.subject === null ? [] : productsAlone(components.subject);
  const component = components.find(ref);
  if (component === null) return [];
  const all = within(component.within ?? components.subject, component.named);
  const versions = asArray(affects.versions).map(asRecord);
  return versions.length === 0 ? all : all.flatMap((product) => ofVersions(product, versions, status));
}

const within = (subject: Named | null, component: Named): Product[] =>
  subject === null ? productsAlone(component) : productWithin(subject, component);

/** A statement about versions is about these, whatever version the component has. Ranges are for people to compare. */
function ofVersions(product: Product, versions: readonly Json[], status: StatementStatus): Product[] {
  return versions.flatMap((one): Product[] => {
    const isOther = one.status === 'unknown' || (status === 'affected' && one.status === 'unaffected');
    if (isOther) return [];
    const version = asString(one.version);
    if (version !== null) return [{ ...product, version: version.slice(0, 500) }];
    return [{ ...product, version: null, narrow: true }];
  });
}
