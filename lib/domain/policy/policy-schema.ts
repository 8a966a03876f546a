import { z } from 'zod';
import { policyDocument } from './schema.ts';

/** The JSON Schema of a policy: what editors check and complete. */
export const policySchema = (): object => ({
  ...z.toJSONSchema(policyDocument, { io: 'input', target: 'draft-7' }),
  title: 'Plumbline policy',
});
