import { findOtherNames } from '#db/queries/advisory-names.ts';
import { findRedirects } from '#db/queries/finding-joins.ts';
import type { AdvisoryMatch, TextMatch } from '#db/queries/findings-filter.ts';
import { findIdsEndingIn, findRepositoryIds, findRuleIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import { normaliseAdvisory } from '#lib/domain/advisory/advisory.ts';
import { advisoryKeyword } from '#lib/domain/finding/keywords.ts';
import { packageSearchKeys, parsePurl } from '#lib/domain/finding/package-search.ts';
import { escapeLike, holding, holdingPackage, holdingPath } from './like.ts';

/** A trigram index needs three characters that are letters or digits. */
const isLong = (text: string): boolean => /[\p{L}\p{N}]{3}/u.test(text);
const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Every name that the organization knows of the advisory, in whatever letter case it is asked for. */
export async function advisoryMatchOf(ctx: Context, name: string): Promise<AdvisoryMatch> {
  const spellings = [...new Set([normaliseAdvisory(name), name, name.toUpperCase(), name.toLowerCase()])];
  const others = await findOtherNames(ctx.readSql, { orgId: ctx.orgId }, spellings);
  return { names: [...new Set([...spellings, ...others])], keyword: advisoryKeyword(name) };
}

/** `acme/web#412`, `web#412`, its page's address, or `#412` with repositories chosen. */
async function referenceOf(ctx: Context, text: string, chosen: readonly string[]): Promise<TextMatch['reference']> {
  const [, name, number] =
    /^([^\s#]+)?#(\d{1,9})$/.exec(text) ??
    /\/repositories\/([^\s#?]+\/[^\s#?]+)\/findings\/(\d{1,9})\/?$/.exec(text) ??
    [];
  if (number === undefined || (name === undefined && chosen.length === 0)) return null;
  const repoIds = await repositoriesNamed(ctx, name === undefined ? chosen : [decoded(name)]);
  if (repoIds.length === 0) return null;
  const redirects = await findRedirects(ctx.readSql, { orgId: ctx.orgId }, repoIds, Number(number));
  return { repoIds, numbers: repoIds.map((id) => redirects.get(id) ?? Number(number)) };
}

/** As an address writes it; text that is no address stays as it is. */
function decoded(name: string): string {
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}

/** Repositories of these names; one without an owner is any that ends in it, as people say it. */
async function repositoriesNamed(ctx: Context, names: readonly string[]): Promise<number[]> {
  const [whole, short] = [names.filter((name) => name.includes('/')), names.filter((name) => !name.includes('/'))];
  const ids = await findRepositoryIds(ctx.readSql, ctx.readScope, whole);
  const ending = await findIdsEndingIn(ctx.readSql, ctx.readScope, short);
  return [...new Set([...ids.values(), ...ending])];
}

/** Each word by itself, in any order. Where all are short, they are words; else the long ones and those. */
function titleOf(text: string): TextMatch['title'] {
  const parts = [...new Set(text.split(/\s+/))];
  const words = parts.filter((part) => !isLong(part) && isWord(part));
  const patterns = parts.filter((part) => isLong(part) || !isWord(part)).map((part) => `%${escapeLike(part)}%`);
  return { patterns, words };
}

/** `name@1.2` as lists show it: the name, and the beginning of the version. Of a package URL the name alone. */
function packageOf(text: string): TextMatch['package'] {
  if (parsePurl(text) !== null) return { name: { keys: packageSearchKeys(text) }, version: null };
  const at = text.lastIndexOf('@');
  const name = at > 0 ? text.slice(0, at) : text;
  return {
    name: isLong(name) ? { pattern: holdingPackage(name) } : { keys: packageSearchKeys(name) },
    version: at > 0 ? text.slice(at + 1) : null,
  };
}

/** Text that is too short for an index of patterns must equal the whole path. */
function placeOf(text: string): TextMatch['place'] {
  if (isLong(text)) return { pattern: holdingPath(text) };
  return { spellings: [...new Set([text, text.toLowerCase(), text.toUpperCase()])] };
}

/** What the search box means by a text: a reference, or words of a rule, title, path, package or advisory. */
export async function textMatchOf(ctx: Context, text: string, chosen: readonly string[]): Promise<TextMatch> {
  const rulePattern = holding(text);
  const reference = await referenceOf(ctx, text, chosen);
  const rules = reference ? [] : await findRuleIds(ctx.readSql, ctx.readScope, rulePattern);
  return {
    title: titleOf(text),
    place: placeOf(text),
    package: packageOf(text),
    rules,
    rulePattern,
    advisory: await advisoryMatchOf(ctx, text),
    reference,
  };
}
