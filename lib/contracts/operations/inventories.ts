import { inventoryDoor, inventoryDoorAnswer } from '../inventory-door.ts';
import { answer, type Operation } from './operation.ts';

export const INVENTORIES: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/v1/inventories',
    group: 'Uploads',
    summary: 'Deliver an inventory of who may do what, or files of pipelines',
    notes:
      '`source=workflows`: with `repo`, one workflow, action or GitLab CI file, whose place `path` says, or a zip archive of those of ' +
      'the repository, answered like an upload; without it, an archive of `owner/name/path`, of at most 32 MiB and 200 repositories, ' +
      'which becomes one upload for each: the answer lists them. `source=legitify`, with `system`: what legitify found in a GitHub organization. Any other `source`, with `system`: an `inventory/v1` document (its schema is at `/inventory-v1.schema.json`) as the body, or the ' +
      "vendor's own files, as they are: one as the body, several as parts `file` of a form, or a zip archive of them; `collected_at` says when they were made. " +
      'It is stored, queued and ' +
      'answered like a report, in the repository `<source>/<system>`, which is made by the first one. A section that failed ' +
      'is unknown: it opens and closes nothing. Members that may hold values of secrets are not kept, and `stripped` says so.',
    permission: 'upload:write',
    query: inventoryDoor,
    headers: [
      { name: 'Idempotency-Key', description: 'A retry with the same key is the same delivery.' },
      { name: 'Content-Encoding', description: '`gzip`, `br` or `zstd`' },
    ],
    body: {
      contentTypes: [
        'application/json',
        'text/csv',
        'application/octet-stream',
        'application/zip',
        'multipart/form-data',
      ],
      description: 'The inventory, the file or files, or the archive.',
    },
    answers: [
      answer(202, 'Accepted; ask its address for the result.', inventoryDoorAnswer),
      answer(200, 'Settled while you waited (or a duplicate that is settled).', inventoryDoorAnswer),
    ],
    problems: [409, 413, 415, 422, 429, 503],
  },
];
