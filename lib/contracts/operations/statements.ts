import { z } from 'zod';
import { trustedAuthorsChange, trustedAuthorsView } from '../exception.ts';
import { bulkPreview, bulkResult } from '../exception-bulk.ts';
import {
  adoptionPreviewBody,
  adoptionRequest,
  statementDelivery,
  statementDocumentListView,
  statementDocumentView,
  statementExportParams,
  statementListParams,
  statementListView,
  statementLoadParams,
  suppressionListParams,
  suppressionListView,
} from '../statement.ts';
import { answer, type Operation } from './operation.ts';

/** What others state about vulnerabilities (VEX), and what the organization states itself. */
export const STATEMENTS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/vex',
    group: 'Statements',
    summary: 'Your decisions about packages, as a VEX document',
    notes:
      'OpenVEX 0.2.0 or CycloneDX 1.6 of what you see. False positives are not_affected, accepted risks affected with what ' +
      'was decided, fixed findings fixed. `version` is the time of the last change in seconds. 404: there is nothing to state.',
    permission: 'finding:read',
    query: statementExportParams,
    answers: [answer(200, 'The document.', z.looseObject({}))],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/vex',
    group: 'Statements',
    summary: 'Load a VEX document',
    notes:
      'OpenVEX, CSAF (profiles VEX and security advisory) or CycloneDX JSON, known by its content, up to 16 MiB. It changes ' +
      'no finding by itself, unless its author is trusted. A later version takes the place of an earlier one. 409: a newer ' +
      'version is loaded. 422: what is wrong, and where. Entries that cannot be used are listed in `skipped_items`.',
    permission: 'exception:decide',
    query: statementLoadParams,
    headers: [{ name: 'Content-Encoding', description: '`gzip`, `br` or `zstd`' }],
    body: { contentTypes: ['application/json', 'application/octet-stream'], description: 'The document.' },
    answers: [
      answer(201, 'Loaded.', statementDelivery),
      answer(200, 'The very same document is loaded already.', statementDelivery),
    ],
    problems: [409, 413, 415, 422, 429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/vex/documents',
    group: 'Statements',
    summary: 'VEX documents that were loaded',
    notes: 'The newest 200, those too that were withdrawn, with how much of each is about findings that you see.',
    permission: 'finding:read',
    answers: [answer(200, 'The documents.', statementDocumentListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/vex/documents/{id}',
    group: 'Statements',
    summary: 'One VEX document',
    permission: 'finding:read',
    answers: [answer(200, 'The document.', statementDocumentView)],
    problems: [404],
  },
  {
    method: 'DELETE',
    path: '/api/v1/vex/documents/{id}',
    group: 'Statements',
    summary: 'Withdraw a VEX document',
    notes:
      'It states nothing any more, and what rests on it comes back, repository by repository. 409: it was withdrawn.',
    permission: 'exception:decide',
    answers: [answer(204, 'Withdrawn.', null)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/vex/documents/{id}/adopt/preview',
    group: 'Statements',
    summary: 'What adopting the statements of a document would do',
    notes: 'Tried and taken back. `token` goes with the decision.',
    permission: 'exception:request',
    body: adoptionPreviewBody,
    answers: [answer(200, 'What it would do.', bulkPreview)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/vex/documents/{id}/adopt',
    group: 'Statements',
    summary: 'Adopt the statements of a document',
    notes:
      'Exceptions of the findings that it is about, with the statement as their reason; they end when the statement does. ' +
      'In force at once where your role decides and one person is enough. 409: it would be about other findings than the ' +
      'preview showed. `POST /api/v1/exceptions/batches/{batch}/undo` takes them back together.',
    permission: 'exception:request',
    body: adoptionRequest,
    answers: [answer(201, 'What was done, and the batch that undoes it.', bulkResult)],
    problems: [404, 409],
  },
  {
    method: 'GET',
    path: '/api/v1/vex/statements',
    group: 'Statements',
    summary: 'What VEX documents state',
    notes: 'Those too that are about no finding: `matched=no` lists them.',
    permission: 'finding:read',
    query: statementListParams,
    answers: [answer(200, 'A page of statements.', statementListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/vex/suppressions',
    group: 'Statements',
    summary: 'What scanners report and do not count',
    notes: 'Who says so: a comment or file in the repository (`in_code`), or the triage of the scanner (`external`).',
    permission: 'finding:read',
    query: suppressionListParams,
    answers: [answer(200, 'Sources with counts, and a page of findings.', suppressionListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/exception-policy/trusted-authors',
    group: 'Settings',
    summary: 'Whose statements are adopted on arrival',
    permission: 'policy:read',
    answers: [answer(200, 'The authors, and who said so.', trustedAuthorsView)],
  },
  {
    method: 'PUT',
    path: '/api/v1/exception-policy/trusted-authors',
    group: 'Settings',
    summary: 'Say whose statements are adopted on arrival',
    notes:
      'Holds for what is loaded and for what comes, and for findings that open later. What was adopted of an author who is ' +
      'not trusted any more stays until it ends or is withdrawn.',
    permission: 'settings:write',
    body: trustedAuthorsChange,
    answers: [answer(200, 'The authors.', trustedAuthorsView)],
  },
];
