import { z } from 'zod';
import { displayName } from './setup.ts';

/** `GET /api/v1/organization`. */
export const organizationView = z.object({ name: z.string(), slug: z.string(), demo: z.boolean() });
export type OrganizationView = z.infer<typeof organizationView>;

/** `PATCH /api/v1/organization`. */
export const organizationChange = z.object({ name: displayName }).strict();
export type OrganizationChange = z.output<typeof organizationChange>;
