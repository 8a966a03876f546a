/** What a team is called in addresses and CODEOWNERS files: as GitHub and GitLab write names of teams and groups. */
export const TEAM_SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

const MAX = 64;

/** `Zahlungen & Rechnungen` → `zahlungen-rechnungen`; null for a name without letters or digits of ASCII. */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? null : slug;
}
