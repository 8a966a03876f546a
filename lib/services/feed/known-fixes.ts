import type { Connection } from '#db/client.ts';
import { findOsvAffected } from '#db/queries/osv-records.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { fixesOf } from '#lib/domain/feed/fixes-of.ts';
import { packageSearchKey } from '#lib/domain/finding/package-search.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';

/** What a fix is looked up by. */
export interface FixQuestion {
  advisory: string;
  packageKey: string;
  packageVersion: string | null;
}

/** What a record asks: null where it names a fix itself, or where nothing can be looked up. */
export function fixQuestionOf(record: FindingRecord): FixQuestion | null {
  const { category, advisory, packageName, packageEcosystem, packageVersion, fixedVersions } = record;
  const isPackage = category === 'dependency' || category === 'container';
  if (!isPackage || advisory === null || packageName === null || fixedVersions.length > 0) return null;
  return {
    advisory,
    packageKey: packageSearchKey({ ecosystem: packageEcosystem ?? '', name: packageName }),
    packageVersion,
  };
}

const ecosystemOf = (packageKey: string): string => packageKey.slice(0, packageKey.indexOf('/'));

/** The versions that fix each, as the loaded records say, in the order asked; null: none is known. */
export async function knownFixes(
  sql: Connection,
  scope: OrganizationScope,
  asked: readonly (FixQuestion | null)[],
): Promise<(readonly string[] | null)[]> {
  const questions = asked.filter((one) => one !== null);
  if (questions.length === 0) return asked.map(() => null);
  const pairs = new Map(questions.map((one) => [pairOf(one), one]));
  const said = await findOsvAffected(sql, scope, [...pairs.values()]);
  const intervals = new Map(said.map((one) => [`${one.advisory}\n${one.package}`, one.intervals]));
  return asked.map((one) => {
    const known = one === null ? undefined : intervals.get(pairOf(one));
    if (one === null || known === undefined) return null;
    const fixes = fixesOf(known, one.packageVersion, ecosystemOf(one.packageKey));
    return fixes.length === 0 ? null : fixes;
  });
}

const pairOf = ({ advisory, packageKey }: FixQuestion): string => `${advisory}\n${packageKey}`;
