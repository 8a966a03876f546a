import { PackageURL } from 'packageurl-js';
import { UNNAMED_IMAGE } from '#lib/domain/finding/image.ts';
import type { Decided } from '#lib/domain/statement/decided.ts';

/** Types of which the name alone is known: the namespace is a distribution. */
const NAMELESS: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk', 'alpm', 'bitnami', 'generic', 'unknown']);

/** The package of a finding, as others name it. */
export function packagePurl({ ecosystem, name, version }: Decided['package']): string {
  const separator = ecosystem === 'maven' ? ':' : '/';
  const cut = NAMELESS.has(ecosystem) ? -1 : name.lastIndexOf(separator);
  const namespace = cut > 0 ? name.slice(0, cut) : null;
  return purl(ecosystem, namespace, cut > 0 ? name.slice(cut + 1) : name, version);
}

/** Where a finding is: the image, or the repository. */
export function placePurl({ image, repository, codeHost }: Pick<Decided, 'image' | 'repository' | 'codeHost'>): string {
  if (image !== null && image !== UNNAMED_IMAGE) {
    return `pkg:oci/${encodeURIComponent(image.slice(image.lastIndexOf('/') + 1).toLowerCase())}?repository_url=${encodeURIComponent(image)}`;
  }
  const cut = repository.lastIndexOf('/');
  return purl(codeHost === 'github' ? 'github' : 'generic', repository.slice(0, cut), repository.slice(cut + 1), null);
}

/** By the rules of its type; where these refuse a name that a scanner reported, by those of all. */
function purl(type: string, namespace: string | null, name: string, version: string | null): string {
  try {
    return new PackageURL(type, namespace, name, version, null, null).toString();
  } catch {
    const parts = [...(namespace?.split('/') ?? []), name].map(encodeURIComponent).join('/');
    return `pkg:${type.replace(/[^a-z0-9.+-]/gi, '-')}/${parts}${version === null ? '' : `@${encodeURIComponent(version)}`}`;
  }
}
