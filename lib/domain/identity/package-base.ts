import { packageKey } from '#lib/domain/finding/package.ts';
import { joinParts } from './join-parts.ts';

/** What a finding about a package is known by, beside its advisory. `image`: without tag and digest; null for a dependency. */
export interface PackagePlace {
  category: 'dependency' | 'container';
  image: string | null;
  ecosystem: string;
  name: string;
}

export function packageBase({ category, image, ecosystem, name }: PackagePlace, advisory: string): string {
  const place = packageKey({ ecosystem, name, version: null });
  return joinParts(category === 'container' ? [category, image ?? '', place, advisory] : [category, place, advisory]);
}

/** The base of the same package under another name of the advisory, which is its last part. */
export function withAdvisory(base: string, from: string, to: string): string {
  return base.slice(0, base.length - joinParts([from]).length) + joinParts([to]);
}
