import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { Named } from '../shared/product-of.ts';

/** A component, and the application or image of the document that it is a part of. */
export interface Component {
  named: Named;
  within: Named | null;
}

/** The components of a document by their references, and what the document is about. */
export class Components {
  readonly #byRef = new Map<string, Component>();
  readonly subject: Named | null;
  readonly #subjectRef: string | null;

  constructor(document: Json) {
    const subject = asRecord(asRecord(document.metadata).component);
    this.subject = isRecord(asRecord(document.metadata).component) ? namedOf(subject) : null;
    this.#subjectRef = asString(subject['bom-ref']);
    this.#add(document.components, null);
    this.#add(document.services, null);
    this.#add(subject.components, null);
  }

  isSubject(ref: string): boolean {
    return ref === this.#subjectRef;
  }

  /**
   * What a reference means: a component of this document, or, as a BOM-Link or without one, a package URL.
   * Null: nothing that is known.
   */
  find(ref: string): Component | null {
    const known = this.#byRef.get(ref);
    if (known !== undefined) return known;
    const link = /^urn:cdx:[^#]{1,200}#(.{1,4096})$/.exec(ref);
    const text = link === null ? ref : decoded(link[1] ?? '');
    if (link !== null) {
      const own = this.#byRef.get(text);
      if (own !== undefined) return own;
    }
    return text.startsWith('pkg:') ? { named: { texts: [text] }, within: null } : null;
  }

  /** The depth of the document is limited before it is parsed. */
  #add(value: unknown, within: Named | null): void {
    for (const item of asArray(value)) {
      if (!isRecord(item)) continue;
      const ref = asString(item['bom-ref']);
      const named = namedOf(item);
      if (ref !== null && !this.#byRef.has(ref)) this.#byRef.set(ref, { named, within });
      this.#add(item.components, item.type === 'application' || item.type === 'container' ? named : within);
    }
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function namedOf(component: Json): Named {
  const { purl, type, name, group, version } = component;
  const vcs = asArray(component.externalReferences)
    .map(asRecord)
    .filter((one) => one.type === 'vcs')
    .map((one) => one.url);
  const full = [group, name].filter((part) => typeof part === 'string' && part !== '').join('/');
  const image =
    type === 'container' && typeof version === 'string' && version.startsWith('sha256:') ? `@${version}` : '';
  const texts = [purl, ...vcs, full === '' ? null : `${full}${image}`].filter((text) => typeof text === 'string');
  return { texts };
}
