import type { ResourceKind } from './inventory.ts';

/** What an organization decides for itself: numbers of days, how many owners, and what production is. */
export interface PrivilegeSettings {
  /** Names, `*` for any characters, case ignored. */
  production: readonly string[];
  unusedDays: number;
  keyDays: number;
  tokenDays: number;
  /** Of secrets of CI; `storeDays`: of those in stores that can renew them; `unreadDays`: how long nobody may have read one. */
  secretDays: number;
  storeDays: number;
  unreadDays: number;
  accessKeyDays: number;
  ownersAtMost: number;
  /** Of vaults: how many people may read one safe, and how old a password in it may be where no platform says it. */
  safeReadersAtMost: number;
  accountDays: number;
  /** How often a workload is denied before it is told. */
  deniedAtLeast: number;
}

export const DEFAULT_PRIVILEGE_SETTINGS: PrivilegeSettings = {
  production: [
    'prod',
    'production',
    'live',
    'prd',
    'prod-*',
    'prod_*',
    'production-*',
    'production_*',
    '*-prod',
    '*_prod',
    '*-production',
    '*_production',
  ],
  unusedDays: 90,
  keyDays: 365,
  tokenDays: 365,
  secretDays: 365,
  storeDays: 90,
  unreadDays: 180,
  accessKeyDays: 90,
  ownersAtMost: 3,
  safeReadersAtMost: 20,
  accountDays: 90,
  deniedAtLeast: 5,
};

/** The pattern by which a name is production's, so that people see why; null for another tier. */
export function productionPattern(name: string, { production }: PrivilegeSettings): string | null {
  const text = name.toLowerCase();
  return production.find((pattern) => fits(text, pattern.toLowerCase())) ?? null;
}

/** Compares pieces in order: no regular expression is made of what people wrote. */
function fits(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === pattern;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

/** Kinds of resources whose own name says whether they are production's. */
export const NAMED_FOR_PRODUCTION = [
  'environment',
  'branch',
  'runner_group',
  'cloud_role',
  'safe',
  'vault',
  'secret',
] as const satisfies readonly ResourceKind[];

export const isNamedForProduction = (kind: string): boolean =>
  (NAMED_FOR_PRODUCTION as readonly string[]).includes(kind);
