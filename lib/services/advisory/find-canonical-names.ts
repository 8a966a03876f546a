import type { Connection } from '#db/client.ts';
import { countAdvisoryNames, findAdvisoryNames, findNamesEpoch } from '#db/queries/advisory-names.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { joinNames, type KnownName } from '#lib/domain/advisory/join-names.ts';

export interface CanonicalNamesFound {
  /** The last learning that the answer knows of, or an earlier one. */
  epoch: number;
  /** Of every name given. */
  canonical: Map<string, string>;
  /** Groups that say something new: to be learned when the report is applied. */
  learns: string[][];
  /** Groups that would make one problem of too many. */
  refused: string[][];
  /** What is stored of the names given. */
  stored: Map<string, string>;
}

/** The names that the organization knows advisories by, as if it had learned these groups already. Writes nothing. */
export async function findCanonicalNames(
  sql: Connection,
  scope: OrganizationScope,
  groups: string[][],
): Promise<CanonicalNamesFound> {
  // Read first: what is learned in between is then noticed.
  const epoch = await findNamesEpoch(sql, scope);
  const names = [...new Set(groups.flat())];
  const stored = epoch === 0 ? new Map<string, string>() : await findAdvisoryNames(sql, scope, names);
  const learns = groups.filter((group) => group.length > 1 && isNews(group, stored));
  const { canonical, refused } = joinNames(learns, await knownOf(sql, scope, learns, stored));
  for (const name of names) if (!canonical.has(name)) canonical.set(name, canonicalAfter(name, stored, canonical));
  return { epoch, canonical, learns, refused, stored };
}

function isNews(group: readonly string[], stored: ReadonlyMap<string, string>): boolean {
  const [first = ''] = group;
  const canonical = stored.get(first);
  return canonical === undefined || group.some((name) => stored.get(name) !== canonical);
}

async function knownOf(
  sql: Connection,
  scope: OrganizationScope,
  learns: readonly string[][],
  stored: ReadonlyMap<string, string>,
): Promise<Map<string, KnownName>> {
  const known = [...new Set(learns.flat())].flatMap((name) => {
    const canonical = stored.get(name);
    return canonical === undefined ? [] : [[name, canonical] as const];
  });
  if (known.length === 0) return new Map();
  const sizes = await countAdvisoryNames(sql, scope, [...new Set(known.map(([, canonical]) => canonical))]);
  return new Map(
    known.map(([name, canonical]) => [name, { canonical, ...(sizes.get(canonical) ?? { names: 1, cves: 1 }) }]),
  );
}

/** A name outside of the new groups: its problem may have got another name by them. */
function canonicalAfter(
  name: string,
  stored: ReadonlyMap<string, string>,
  joined: ReadonlyMap<string, string>,
): string {
  const canonical = stored.get(name) ?? name;
  return joined.get(canonical) ?? canonical;
}
