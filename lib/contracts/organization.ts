import { z } from 'zod';
import { displayName, email } from './setup.ts';

/** `GET /api/v1/organization`. */
export const organizationView = z.object({ name: z.string(), slug: z.string(), demo: z.boolean() });
export type OrganizationView = z.infer<typeof organizationView>;

/** `PATCH /api/v1/organization`. */
export const organizationChange = z.object({ name: displayName }).strict();
export type OrganizationChange = z.output<typeof organizationChange>;

/** Names an organization in commands and to the API. ASCII alone, so that no two look the same. */
export const organizationSlug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, 'must be at most 50 letters a to z, digits and inner hyphens');

/** `DELETE /api/v1/organization`: the slug, typed. */
export const organizationDeletion = z.object({ confirm: z.string().max(60) }).strict();
export type OrganizationDeletion = z.output<typeof organizationDeletion>;

/** `plumbline organization create`. */
export const newOrganization = z.object({ name: displayName, slug: organizationSlug, admin: email });
export type NewOrganization = z.output<typeof newOrganization>;

/** `POST /api/v1/session/organization`. */
export const organizationChoice = z.object({ organization: organizationSlug }).strict();
export type OrganizationChoice = z.output<typeof organizationChoice>;
