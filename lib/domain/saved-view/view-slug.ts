import { hashText } from '#lib/domain/identity/hash.ts';
import { slugOf } from '#lib/domain/team/slug.ts';

/** What addresses call a view: made of its name, also of one without letters or digits of English. */
export const viewSlug = (name: string): string =>
  slugOf(name) ?? `view-${hashText(name.normalize('NFKC').toLowerCase()).slice(0, 8)}`;
