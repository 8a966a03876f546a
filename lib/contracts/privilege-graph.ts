import { z } from 'zod';
import { INVENTORY_SOURCES } from '#lib/domain/privilege/inventory.ts';
import { list, repositoryName } from './common.ts';

/** `GET /api/v1/privileges/graph` */
export const graphExportParams = z.object({
  source: list(z.enum(INVENTORY_SOURCES)).optional(),
  system: list(repositoryName).optional().describe('Names of systems, as `github/acme`; left out: all that you see.'),
  format: z.literal('json').default('json'),
});
export type GraphExportParams = z.output<typeof graphExportParams>;
