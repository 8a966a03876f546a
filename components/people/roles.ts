import { ROLES, type Role } from '#lib/domain/access/role.ts';

const MAY: Record<Role, string> = {
  admin: 'manages people, tokens and settings',
  security: 'decides on findings and held reports',
  developer: 'reads, and decides on findings of what the own teams own',
  viewer: 'reads',
  auditor: 'reads, tokens included',
};

export const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: `${value}: ${MAY[value]}` }));

export const roleNamed = (name: string): Role | undefined => ROLES.find((one) => one === name);
