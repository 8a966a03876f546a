import { policySchema } from '#lib/domain/policy/policy-schema.ts';

/** For editors, which ask without a credential. */
export const GET = (): Response =>
  Response.json(policySchema(), {
    headers: { 'content-type': 'application/schema+json', 'cache-control': 'no-store' },
  });
