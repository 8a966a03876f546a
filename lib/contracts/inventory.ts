import { z } from 'zod';
import { READ_SOURCES } from '#lib/domain/privilege/inventory.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { givenInstant } from './common.ts';
import { inventoryFacts, inventorySection } from './inventory-facts.ts';
import { inventoryMapping } from './inventory-mapping.ts';
import { uploadDetail, uploadParams } from './upload.ts';

/** Files of one form: a vendor's own, of which each holds a part. */
export const MOST_FILES = 200;

/** Parameters of `POST /api/v1/inventories`. */
export const inventoryParams = uploadParams
  .pick({ run_id: true, run_attempt: true, run_url: true, wait: true })
  .extend({
    source: z.enum(READ_SOURCES),
    /** The organization, group or account, as the source spells it: the document's `scope`. */
    system: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be the name of an organization, group or account, such as acme'),
    /** Of a vendor's own files, which mostly do not say it: when they were made. Not said is now. */
    collected_at: givenInstant.optional(),
    /** Of tables of reports: for each section, which column of the table each member is. */
    mapping: z.string().max(8192).optional(),
  });

function isMapping(text: string): boolean {
  try {
    return inventoryMapping.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Parameters of `source=legitify`: of a GitHub organization, in whose repository its findings meet those of our own rules. */
export const legitifyParams = inventoryParams.omit({ source: true, collected_at: true, mapping: true }).strict();

/** The same, with a system that is one of its source. */
export const knownInventoryParams = inventoryParams.strict().superRefine(({ source, system, mapping }, issues) => {
  const { pattern, words } = SCOPES[source];
  if (mapping !== undefined && (source !== 'beyondtrust' || !isMapping(mapping))) {
    const message =
      source === 'beyondtrust'
        ? 'must be JSON such as {"managed_accounts": {"AccountName": "Account"}}'
        : 'is only taken with source=beyondtrust';
    issues.addIssue({ code: 'custom', path: ['mapping'], message });
  }
  if (!pattern.test(system)) issues.addIssue({ code: 'custom', path: ['system'], message: `must be ${words}` });
});

/** An inventory is an upload; its sections stand beside it, none before it was read. */
export const inventoryAnswer = uploadDetail.extend({
  sections: z.array(inventorySection),
  stripped: inventoryFacts.shape.stripped,
});
export type InventoryAnswer = z.infer<typeof inventoryAnswer>;
