import type { OrganizationChange, OrganizationChoice, OrganizationDeletion } from '#lib/contracts/organization.ts';
import { sendJson } from './send.ts';

/** Changes the organization of the person who is signed in. */
export const changeOrganization = (change: OrganizationChange) =>
  sendJson<unknown>('PATCH', '/api/v1/organization', change);

/** The session of this browser shows another organization from now on. */
export const switchOrganization = (choice: OrganizationChoice) =>
  sendJson<undefined>('POST', '/api/v1/session/organization', choice);

/** Deletes the organization of the person who is signed in. */
export const deleteOrganization = (deletion: OrganizationDeletion) =>
  sendJson<undefined>('DELETE', '/api/v1/organization', deletion);
