import { hashText } from '#lib/domain/identity/hash.ts';
import type { Decided, DocumentHead } from '#lib/domain/statement/decided.ts';
import type { Justification, StatementStatus } from '#lib/domain/statement/statement.ts';
import { packagePurl, placePurl } from '../shared/purls.ts';
import { WORD_OF } from './justifications.ts';

const STATES: Readonly<Record<StatementStatus, string>> = {
  not_affected: 'not_affected',
  affected: 'exploitable',
  fixed: 'resolved',
  under_investigation: 'in_triage',
};

/**
 * A CycloneDX 1.6 document, piece by piece. Vulnerabilities come first; what stays in memory are the names of the
 * packages that they affect, which follow as components within the repositories and images that they are in.
 */
export async function* writeCycloneDx(
  { id, author, version, at }: DocumentHead,
  batches: AsyncIterable<readonly Decided[]>,
): AsyncGenerator<string> {
  const head = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuidOf(id)}`, version },
    metadata: { timestamp: at.toISOString(), authors: [{ name: author }] },
  };
  yield `${JSON.stringify(head).slice(0, -1)},"vulnerabilities":[`;
  const places = new Map<string, { image: boolean; packages: Set<string> }>();
  let first = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    const texts = batch.map((one) => JSON.stringify(vulnerabilityOf(one, places)));
    yield `${first ? '' : ','}\n${texts.join(',\n')}`;
    first = false;
  }
  yield '\n],"components":[';
  first = true;
  for (const [place, { image, packages }] of places) {
    yield `${first ? '' : ','}\n${JSON.stringify(componentOf(place, image, packages))}`;
    first = false;
  }
  yield '\n]}\n';
}

function vulnerabilityOf(one: Decided, places: Map<string, { image: boolean; packages: Set<string> }>) {
  const place = placePurl(one);
  const affected = packagePurl(one.package);
  const known = places.get(place) ?? { image: place.startsWith('pkg:oci/'), packages: new Set<string>() };
  known.packages.add(affected);
  places.set(place, known);
  const [id, ...others] = one.names;
  return {
    id,
    ...(others.length === 0
      ? {}
      : { references: others.map((name) => ({ id: name, source: { name: sourceOf(name) } })) }),
    analysis: { state: STATES[one.status], ...why(one), lastUpdated: one.at.toISOString() },
    affects: [{ ref: refOf(place, affected) }],
  };
}

const refOf = (place: string, affected: string): string => `${place}|${affected}`;

/** The database that gave the name, by its beginning. */
const sourceOf = (name: string): string => name.split('-', 1)[0] ?? name;

function why({ status, justification, reason, until }: Decided) {
  const detail = [reason, until === null ? null : `Accepted until ${until.toISOString().slice(0, 10)}.`];
  const text = detail.filter((part) => part !== null).join(' ');
  const word = justification === null ? undefined : wordOf(justification);
  return {
    ...(status === 'not_affected' && word !== undefined ? { justification: word } : {}),
    ...(status === 'affected' ? { response: ['will_not_fix'] } : {}),
    ...(text === '' ? {} : { detail: text }),
  };
}

const wordOf = (justification: Justification): string | undefined => WORD_OF.get(justification);

function componentOf(place: string, image: boolean, packages: ReadonlySet<string>) {
  return {
    ...{ type: image ? 'container' : 'application', 'bom-ref': place, name: nameOf(place), purl: place },
    components: [...packages].map((purl) => ({
      ...{ type: 'library', 'bom-ref': refOf(place, purl), name: nameOf(purl), purl },
    })),
  };
}

/** The last part of a package URL, without version and qualifiers. */
function nameOf(purl: string): string {
  const path = purl.split(/[?#]/, 1)[0] ?? purl;
  const last = path.slice(path.lastIndexOf('/') + 1).split('@', 1)[0] ?? '';
  try {
    return decodeURIComponent(last) || purl;
  } catch {
    return last || purl;
  }
}

/** The same for one name of a document always, and in the form of a UUID of version 8 (RFC 9562). */
function uuidOf(id: string): string {
  const hex = hashText(id);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
