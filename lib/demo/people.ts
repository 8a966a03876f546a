import type { Role } from '#lib/domain/access/role.ts';
import { COMPANY } from './company.ts';

/** Addresses of a domain that nobody can have. */
export const DEMO_DOMAIN = `${COMPANY}.example`;

export interface DemoTeam {
  slug: string;
  name: string;
  patterns: readonly string[];
  /** Repositories, without the company, that are the team's by hand. */
  byHand: readonly string[];
  /** Repositories whose CODEOWNERS file names the team. */
  byCodeOwners: readonly string[];
}

export const TEAMS: readonly DemoTeam[] = [
  {
    ...{ slug: 'storefront', name: 'Storefront' },
    patterns: [`${COMPANY}/*-web`, `${COMPANY}/*-portal`],
    byHand: ['storefront', 'design-system', 'email-templates'],
    byCodeOwners: ['mobile-config'],
  },
  {
    ...{ slug: 'payments', name: 'Payments' },
    patterns: [],
    byHand: ['checkout-api', 'legacy-billing', 'rates-engine'],
    byCodeOwners: ['payments', 'invoice-service'],
  },
  {
    ...{ slug: 'logistics', name: 'Logistics' },
    patterns: [`${COMPANY}/route-*`, `${COMPANY}/warehouse-*`, `${COMPANY}/parcel-*`, `${COMPANY}/fleet-*`],
    byHand: ['tracking-api', 'label-printer', 'carrier-adapters', 'driver-app-backend'],
    byCodeOwners: ['customs-forms', 'pickup-scheduler'],
  },
  {
    ...{ slug: 'platform', name: 'Platform' },
    patterns: [`${COMPANY}/terraform-*`, `${COMPANY}/kubernetes-*`],
    byHand: ['observability', 'identity'],
    byCodeOwners: ['ci-templates'],
  },
];

export interface DemoPerson {
  name: string;
  role: Role;
  /** Slugs of teams. */
  teams: readonly string[];
  /** What they have chosen of mails; the rest is as the organization has it. */
  mail?: {
    /** A digest of each of their teams, beside that of everything or in its place. */
    ownTeams?: 'too' | 'only';
    minimal?: boolean;
    weekday?: number;
    timeZone?: string;
  };
}

/**
 * Developers of an organization in which only the demo made teams see everything: their digests are of their teams, and no two
 * people have that of the same team on the same day.
 */
export const PEOPLE: readonly DemoPerson[] = [
  { name: 'Ines Calder', role: 'admin', teams: ['platform'], mail: { ownTeams: 'too' } },
  { name: 'Tomasz Wilk', role: 'security', teams: [], mail: { weekday: 3, timeZone: 'Europe/Warsaw' } },
  { name: 'Priya Raman', role: 'security', teams: [], mail: { weekday: 2, timeZone: 'Asia/Kolkata' } },
  { name: 'Jonas Ekberg', role: 'developer', teams: ['storefront'], mail: { ownTeams: 'only' } },
  {
    ...{ name: 'Amara Obi', role: 'developer', teams: ['storefront', 'payments'] },
    mail: { ownTeams: 'only', weekday: 4 },
  },
  { name: 'Lucía Ferrer', role: 'developer', teams: ['payments'], mail: { ownTeams: 'only' } },
  { name: 'Haruto Mori', role: 'developer', teams: ['logistics'], mail: { ownTeams: 'only' } },
  {
    ...{ name: 'Noor van Dijk', role: 'developer', teams: ['platform', 'logistics'] },
    mail: { ownTeams: 'only', weekday: 5 },
  },
  { name: 'Grace Whitfield', role: 'viewer', teams: [], mail: { minimal: true } },
  { name: 'Samuel Osei', role: 'auditor', teams: [] },
];

/** Labels of repositories, without the company. */
export const LABELS: Readonly<Record<string, readonly string[]>> = {
  storefront: ['internet-facing', 'pci'],
  'checkout-api': ['internet-facing', 'pci'],
  payments: ['pci'],
  identity: ['internet-facing', 'personal-data'],
  'tracking-api': ['internet-facing'],
  'tracking-web': ['internet-facing'],
  'address-book': ['personal-data'],
  'partner-gateway': ['internet-facing'],
};
