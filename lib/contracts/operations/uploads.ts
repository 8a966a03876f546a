import { uploadDetail, uploadFacetsView, uploadListParams, uploadListView, uploadParams } from '../upload.ts';
import { answer, type Operation } from './operation.ts';

const REPORT = ['application/octet-stream', 'application/json', 'application/xml', 'multipart/form-data'];

export const UPLOADS: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/v1/uploads',
    group: 'Uploads',
    summary: 'Deliver a report',
    notes:
      'The raw report as the body (gzip, br and zstd welcome), or multipart/form-data with the part `file` and the ' +
      'parameters as parts. The scanner is recognised by content. The bytes, commit and completeness of a ' +
      "stream's latest upload are that upload again. A 2xx answer means that report and job are stored durably.",
    permission: 'upload:write',
    query: uploadParams,
    headers: [
      { name: 'Idempotency-Key', description: 'A retry with the same key is the same upload.' },
      { name: 'Content-Encoding', description: '`gzip`, `br` or `zstd`' },
    ],
    body: { contentTypes: REPORT, description: 'The report as the scanner wrote it.' },
    answers: [
      answer(202, 'Accepted; ask its address for the result.', uploadDetail),
      answer(200, 'Settled while you waited (or a duplicate that is settled).', uploadDetail),
    ],
    problems: [413, 415, 422, 429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/uploads',
    group: 'Uploads',
    summary: 'Uploads, newest first',
    permission: 'upload:list',
    query: uploadListParams,
    answers: [answer(200, 'A page of uploads.', uploadListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/uploads/facets',
    group: 'Uploads',
    summary: 'Scanners and credentials of the newest uploads, to filter by',
    permission: 'upload:list',
    answers: [answer(200, 'Their names.', uploadFacetsView)],
  },
  {
    method: 'GET',
    path: '/api/v1/uploads/{id}',
    group: 'Uploads',
    summary: 'What an upload is and did',
    notes: 'An upload token sees those of the repositories and pipelines that it may deliver for.',
    permission: 'upload:read',
    answers: [answer(200, 'The upload.', uploadDetail)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/uploads/{id}/raw',
    group: 'Uploads',
    summary: 'The report as it was delivered, secrets redacted',
    notes: 'Only of a report that was read. The bytes of a refused one are dropped.',
    permission: 'upload:raw',
    answers: [{ ...answer(200, 'The bytes.', null), contentType: 'application/octet-stream' }],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/uploads/{id}/release',
    group: 'Uploads',
    summary: 'Apply a held report after all',
    permission: 'upload:release',
    answers: [answer(202, 'The upload; it is processed now.', uploadDetail)],
    problems: [404, 409],
  },
];
