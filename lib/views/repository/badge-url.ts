/** Of one organization, so that a look at it asks for nothing else. */
export interface BadgeName {
  orgId: number;
  key: string;
}

export const badgeUrl = (publicUrl: string, orgId: number, key: string): string =>
  `${publicUrl}/api/badges/${orgId.toString(36)}.${key}.svg`;

/** Null for what is no name of a badge, with `.svg` or without. */
export function readBadgeName(name: string): BadgeName | null {
  const [, org, key] = /^([0-9a-z]{1,6})\.([\w-]{20})(?:\.svg)?$/.exec(name) ?? [];
  if (org === undefined || key === undefined) return null;
  const orgId = Number.parseInt(org, 36);
  return orgId <= 2_147_483_647 ? { orgId, key } : null;
}
