/** A short word on a finding: `needs-design`, `team:web`. Lower case and of visible letters, so that each has one spelling. */
const TAG = /^[\p{Ll}\p{Lo}\p{N}](?:[\p{Ll}\p{Lo}\p{M}\p{N}._:/-]{0,38}[\p{Ll}\p{Lo}\p{M}\p{N}])?$/u;

/** Most tags that one finding has. */
export const MAX_TAGS = 20;
/** Most different tags that an organization has: a list of more helps nobody to find anything. */
export const MAX_ORGANIZATION_TAGS = 500;

/** The tag that somebody means by a text: in lower case, with hyphens for spaces. Null when it is none. */
export function tagOf(text: string): string | null {
  const tag = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '-');
  return TAG.test(tag) ? tag : null;
}
