import { PackageURL } from 'packageurl-js';
import type { PackageRef } from '#lib/domain/finding/finding.ts';

/** Types whose purl namespace is a distribution or an account, not a part of the package's name. */
const NAMESPACE_ASIDE: ReadonlySet<string> = new Set([
  'deb',
  'rpm',
  'apk',
  'alpm',
  'oci',
  'docker',
  'bitnami',
  'generic',
]);

interface Parts {
  type: string | undefined;
  namespace?: string | null | undefined;
  name: string | undefined;
  version?: string | null | undefined;
}

/** The package that a purl names, in its ecosystem's own spelling (`@scope/name`, `group:artifact`); null for no purl. */
export function packageFromPurl(purl: string | null): PackageRef | null {
  if (purl === null || purl.length > 4096 || !purl.startsWith('pkg:')) return null;
  const parts = strict(purl) ?? lenient(purl);
  if (!parts?.type || !parts.name) return null;
  const { type, namespace, name, version } = parts;
  return { ecosystem: type.toLowerCase(), name: fullName(type, namespace ?? null, name), version: version ?? null };
}

/** The name with its group, where the ecosystem writes one: also for reports that give group and name apart. */
export function fullName(type: string, namespace: string | null, name: string): string {
  if (namespace === null || namespace === '' || NAMESPACE_ASIDE.has(type)) return name;
  return `${namespace}${type === 'maven' ? ':' : '/'}${name}`;
}

function strict(purl: string): Parts | null {
  try {
    return PackageURL.fromString(purl);
  } catch {
    return null;
  }
}

/** Parts without the rules of their type: Go versions that are no semantic versions are common, and still versions. */
function lenient(purl: string): Parts | null {
  try {
    const [type, namespace, name, version] = PackageURL.parseString(purl);
    return { type, namespace, name, version };
  } catch {
    return null;
  }
}
