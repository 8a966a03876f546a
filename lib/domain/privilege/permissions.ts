/** Permissions by which code, its workflows or its guards can be changed. */
const STRONG = ['contents', 'workflows', 'administration', 'organization_administration', 'secrets', 'members'];

/** Those that a token or an app may write, in words; empty when none of them is strong. */
export function strongPermissions(permissions: Readonly<Record<string, string>>): string[] {
  return STRONG.filter((name) => permissions[name] === 'write' || permissions[name] === 'admin').map(
    (name) => `${name}:${permissions[name]}`,
  );
}
