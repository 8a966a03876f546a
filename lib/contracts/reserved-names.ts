/** Tabs of a repository's page beside its overview, as they stand in addresses, in their order. */
export const REPOSITORY_TABS = [
  'trend',
  'coverage',
  'findings',
  'actions',
  'pipelines',
  'privileges',
  'uploads',
  'exceptions',
  'settings',
] as const;
export type RepositoryTab = (typeof REPOSITORY_TABS)[number];

/** Path segments that follow a repository's name in addresses of API and screens. */
export const REPOSITORY_PARTS = [
  ...REPOSITORY_TABS,
  'posture',
  'summary',
  'streams',
  'labels',
  'codeowners',
  'policy',
] as const;

/** `acme/web/findings` as a name and a tab; null: it ends in no tab, or nothing that could be a name is before it. */
export function tabAtEnd(parts: readonly string[]): RepositoryTab | null {
  // A name has two parts at least, so `owner/findings` is a repository.
  return parts.length < 3 ? null : (REPOSITORY_TABS.find((tab) => tab === parts.at(-1)) ?? null);
}

/**
 * Names of repositories of which this name would be an address: `acme/web` for `acme/web/posture`. Groups may have
 * projects with such names, so they only matter where a repository of the shorter name exists.
 */
export function namesBeforePart(fullName: string): string[] {
  const parts = fullName.split('/');
  const reserved: readonly string[] = REPOSITORY_PARTS;
  return parts.flatMap((part, index) =>
    index >= 2 && reserved.includes(part.toLowerCase()) ? [parts.slice(0, index).join('/')] : [],
  );
}
