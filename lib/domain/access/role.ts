export const ROLES = ['admin', 'security', 'developer', 'viewer', 'auditor'] as const;
export type Role = (typeof ROLES)[number];
