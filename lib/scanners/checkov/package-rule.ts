import { asString } from '#lib/scanners/shared/text.ts';

const RULE = /^([^_]{1,200})_(.{1,300})@([^@]{0,100})$/;

export interface CheckovPackage {
  /** The advisory, or the licence. */
  about: string;
  isAdvisory: boolean;
  name: string;
  version: string | null;
}

/** Checkov's rules of packages carry everything in their id: `<advisory or licence>_<package>@<version>`. */
export function checkovPackage(ruleId: string): CheckovPackage | null {
  const [, about, name, version] = RULE.exec(ruleId.slice(0, 700)) ?? [];
  if (about === undefined || name === undefined) return null;
  const isAdvisory = /^(?:PRISMA|[A-Z]{2,10})-[\w-]{0,30}\d{3}|^GHSA-/.test(about);
  return { about, isAdvisory, name, version: asString(version) };
}

/** The package of a rule about an advisory. */
export function advisoryPackage(ruleId: string): { name: string; version: string | null } | null {
  const found = checkovPackage(ruleId);
  return found?.isAdvisory ? { name: found.name, version: found.version } : null;
}
