import { inventoryAnswer, inventoryParams } from '../inventory.ts';
import { answer, type Operation } from './operation.ts';

export const INVENTORIES: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/v1/inventories',
    group: 'Uploads',
    summary: 'Deliver an inventory of who may do what',
    notes:
      'An `inventory/v1` document (its schema is at `/inventory-v1.schema.json`) as the body. It is stored, queued and ' +
      'answered like a report, in the repository `<source>/<system>`, which is made by the first one. A section that failed ' +
      'is unknown: it opens and closes nothing. Members that may hold values of secrets are not kept, and `stripped` says so.',
    permission: 'upload:write',
    query: inventoryParams,
    headers: [
      { name: 'Idempotency-Key', description: 'A retry with the same key is the same delivery.' },
      { name: 'Content-Encoding', description: '`gzip`, `br` or `zstd`' },
    ],
    body: {
      contentTypes: ['application/json', 'application/octet-stream', 'multipart/form-data'],
      description: 'The inventory.',
    },
    answers: [
      answer(202, 'Accepted; ask its address for the result.', inventoryAnswer),
      answer(200, 'Settled while you waited (or a duplicate that is settled).', inventoryAnswer),
    ],
    problems: [409, 413, 415, 422, 429, 503],
  },
];
