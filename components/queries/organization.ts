import type { OrganizationChange } from '#lib/contracts/organization.ts';
import { sendJson } from './send.ts';

/** Changes the organization of the person who is signed in. */
export const changeOrganization = (change: OrganizationChange) =>
  sendJson<unknown>('PATCH', '/api/v1/organization', change);
