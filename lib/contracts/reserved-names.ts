/** Path segments that follow a repository's name in addresses of API and screens, now or planned. */
export const REPOSITORY_PARTS = [
  'posture',
  'coverage',
  'pipelines',
  'findings',
  'streams',
  'settings',
  'labels',
  'codeowners',
  'policy',
] as const;

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
