import { PackageURL } from 'packageurl-js';
import { parseImage } from '#lib/domain/finding/image.ts';
import { packageSearchKey } from '#lib/domain/finding/package-search.ts';
import { comparedVersion, type Product } from '#lib/domain/statement/product.ts';
import { packageFromPurl } from '#lib/scanners/shared/purl.ts';

/** What a document calls something by: package URLs, addresses, names. */
export interface Named {
  texts: readonly string[];
  /** Whether it has a digest or another sign of one build. */
  oneBuild?: boolean;
}

type Place = Pick<Product, 'repository' | 'image' | 'narrow'>;
type Package = Pick<Product, 'packageKey' | 'version' | 'narrow'>;

const LENGTH = 500;
const IMAGE_TYPES: ReadonlySet<string> = new Set(['oci', 'docker']);
const HOSTS: ReadonlySet<string> = new Set(['github', 'gitlab', 'bitbucket', 'generic']);
/** Packages of an operating system, whose product is a distribution that no report of ours names. */
const OS_PACKAGES: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk', 'alpm']);

/** Each product that a thing may be for itself: a package, and a place where its name may be one's own. */
export function productsAlone(thing: Named): Product[] {
  const text = textOf(thing);
  const inPackage = packageOf(thing);
  const place = placeOf(thing);
  const whole = { text, packageKey: null, version: null, bound: true };
  const products: Product[] = [];
  if (inPackage !== null) products.push({ text, ...inPackage, ...UNBOUND });
  if (place !== null) products.push({ ...whole, ...place });
  return products.length > 0 ? products : [{ ...whole, repository: null, image: null, narrow: true }];
}

const UNBOUND = { bound: false, repository: null, image: null } as const;

/** A component within a product: the package where the product is a place of ours. */
export function productWithin(product: Named, component: Named): Product[] {
  const part = packageOf(component);
  const text = `${textOf(component)} in ${textOf(product)}`.slice(0, LENGTH);
  const none = { text, packageKey: null, version: null, bound: true, repository: null, image: null, narrow: true };
  if (part === null) return [none];
  const place = placeOf(product);
  if (place !== null) {
    return [{ text, ...part, bound: true, ...place, narrow: part.narrow || place.narrow }];
  }
  // A distribution's package is the same thing wherever it is installed, if it is that distribution's.
  const type = part.packageKey?.split('/', 1)[0] ?? '';
  return [OS_PACKAGES.has(type) ? { text, ...part, ...UNBOUND, narrow: true } : none];
}

const textOf = ({ texts }: Named): string =>
  (texts[0] ?? 'a product without a name')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, LENGTH);

function packageOf({ texts, oneBuild }: Named): Package | null {
  for (const text of texts) {
    const found = packageFromPurl(text);
    if (found === null || IMAGE_TYPES.has(found.ecosystem)) continue;
    // With an owner it is a repository of a host that has no type of its own.
    if (found.ecosystem === 'generic' && placeOfPurl(text) !== null) continue;
    const packageKey = packageSearchKey(found);
    if (packageKey.length > LENGTH || !isStorable(packageKey)) continue;
    const { epoch, more } = qualifiersOf(text);
    const written = found.version === null || found.version === '' ? null : `${epoch}${found.version}`;
    if (written !== null && (written.length > LENGTH || !isStorable(written))) continue;
    const version = written === null ? null : comparedVersion(packageKey, written);
    return { packageKey, version, narrow: more || oneBuild === true };
  }
  return null;
}

const isStorable = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);

/** The epoch is a part of the version; every other qualifier says what findings do not know. */
function qualifiersOf(purl: string): { epoch: string; more: boolean } {
  const from = purl.indexOf('?');
  if (from === -1) return { epoch: '', more: purl.includes('#') };
  const [query = '', subpath] = purl.slice(from + 1).split('#', 2);
  const qualifiers = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
  const epoch = qualifiers.find(([name]) => name === 'epoch')?.[1];
  const more = qualifiers.some(([name]) => name !== 'epoch') || (subpath ?? '') !== '';
  // Findings write none where it is zero.
  return { epoch: epoch === undefined || epoch === '0' ? '' : `${epoch}:`, more };
}

function placeOf({ texts, oneBuild = false }: Named): Place | null {
  for (const text of texts) {
    if (text.length > 4096 || !isStorable(text)) continue;
    const place = text.startsWith('pkg:') ? placeOfPurl(text) : placeOfName(text);
    if (place !== null) return { ...place, narrow: place.narrow || oneBuild };
  }
  return null;
}

function placeOfPurl(purl: string): Place | null {
  let parts: ReturnType<typeof PackageURL.parseString>;
  try {
    parts = PackageURL.parseString(purl);
  } catch {
    return null;
  }
  const [type, namespace, name, version, qualifiers] = parts;
  if (!type || !name) return null;
  const narrow = version !== undefined && version !== null && version !== '';
  const path = namespace ? `${namespace}/${name}` : name;
  if (IMAGE_TYPES.has(type)) {
    const address = new URLSearchParams(qualifiers ?? undefined).get('repository_url');
    const image = parseImage(address ?? path).name;
    return image === '' ? null : { repository: null, image, narrow };
  }
  return HOSTS.has(type) && namespace ? { repository: path.toLowerCase(), image: null, narrow } : null;
}

const REPOSITORY = /^[\w.-]{1,100}(?:\/[\w.-]{1,100}){1,8}$/;

/** `https://github.com/acme/web.git`, `acme/web`, `ghcr.io/acme/web:1.2@sha256:…` */
function placeOfName(text: string): Place | null {
  const address = /^(?:git\+)?https?:\/\/[^/\s]{1,255}\/([^?#\s]{1,500})/.exec(text.trim());
  const path = (address?.[1] ?? text.trim()).replace(/\.git$|\/+$/, '');
  const repository = REPOSITORY.test(path) ? path.toLowerCase() : null;
  if (address !== null) return repository === null ? null : { repository, image: null, narrow: false };
  if (!/^[\w.:/@-]{1,500}$/.test(path)) return null;
  const { name, tag, digest } = parseImage(path);
  if (repository === null && name === '') return null;
  return { repository, image: name === '' ? null : name, narrow: tag !== null || digest !== null };
}
