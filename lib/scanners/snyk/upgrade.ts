import type { PackageRef } from '#lib/domain/finding/finding.ts';
import { asArray, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';

/** A direct dependency is upgraded to what `upgradePath` names; a transitive one is fixed by these versions of its own. */
export function fixesOf(entry: Json, path: readonly string[]): string[] {
  const target = path.length === 2 ? upgradeOf(entry)?.version : undefined;
  const nearest = asString(entry.nearestFixedInVersion);
  const fixed = asStrings(asArray(entry.fixedIn));
  const all = [...(target === undefined ? [] : [target]), ...fixed, ...(nearest === null ? [] : [nearest])];
  return [...new Set(all)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** `upgradePath`: false where nothing needs to change, else `package@version`; its second place is what the project declares. */
function upgradeOf(entry: Json): { name: string; version: string } | null {
  const step = asArray(entry.upgradePath)[1];
  if (typeof step !== 'string') return null;
  const at = step.lastIndexOf('@');
  return at <= 0 ? null : { name: step.slice(0, at), version: step.slice(at + 1) };
}

export function remediationOf(entry: Json, pkg: PackageRef, path: readonly string[]): string | null {
  const upgrade = upgradeOf(entry);
  if (upgrade !== null && path[1] !== undefined) {
    if (path[1] !== `${upgrade.name}@${upgrade.version}`)
      return `Upgrade ${path[1]} to ${upgrade.name}@${upgrade.version}.`;
    return `Refresh the lock file: ${path[1]} already allows a fixed version of ${pkg.name}.`;
  }
  if (entry.isPatchable === true) return 'Snyk offers a patch: snyk wizard or snyk-protect.';
  const fixes = fixesOf(entry, path);
  return fixes.length === 0 ? null : `Upgrade ${pkg.name} to ${fixes.join(' or ')}.`;
}
