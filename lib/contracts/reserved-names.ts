/** Path segments that follow a repository's name in addresses of API and screens, now or planned. */
export const REPOSITORY_PARTS = ['posture', 'coverage', 'pipelines', 'findings', 'streams', 'settings'] as const;

/**
 * Whether an address of `acme/web` would mean a repository of this name: `acme/web/posture`, `acme/web/findings/7`.
 * A name of two parts, `acme/posture`, is no address of another repository.
 */
export function isReservedName(fullName: string): boolean {
  const reserved: readonly string[] = REPOSITORY_PARTS;
  return fullName
    .toLowerCase()
    .split('/')
    .slice(2)
    .some((part) => reserved.includes(part));
}
