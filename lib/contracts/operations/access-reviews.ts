import {
  reviewDetail,
  reviewListParams,
  reviewListView,
  reviewPeopleParams,
  reviewPeopleView,
  reviewPreview,
  reviewPreviewBody,
  reviewRequest,
} from '../access-review.ts';
import {
  cancelRequest,
  closeRequest,
  decisionHistory,
  decisionRequest,
  decisionResult,
  delegationRequest,
  delegationResult,
  reviewItemListView,
  reviewItemParams,
  revocationExportParams,
  revocationListView,
  revocationParams,
} from '../access-review-item.ts';
import { envelope, signingKeysView } from '../signing.ts';
import { answer, type Operation } from './operation.ts';

const MINE = 'Who lacks `review:read` sees what they are asked about, and nothing else.';

/** Names are written out: the address of a file ends as the file does. */
const evidence = (format: 'csv' | 'pdf', contentType: string, summary: string): Operation => ({
  method: 'GET',
  path: `/api/v1/access-reviews/{id}/evidence.${format}`,
  group: 'Privileges',
  summary,
  notes:
    'The same review makes the same bytes, until more of it is verified or somebody in it changes their name: keep what you download.',
  permission: 'review:read',
  answers: [{ ...answer(200, 'The file.', null), contentType }],
  problems: [404],
});

/** Who may do what, looked at by people who say whether it is still needed. */
export const ACCESS_REVIEWS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/access-reviews',
    group: 'Privileges',
    summary: 'Access reviews',
    notes: `The newest first. ${MINE}`,
    permission: 'review:decide',
    query: reviewListParams,
    answers: [answer(200, 'A page of reviews.', reviewListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/access-reviews',
    group: 'Privileges',
    summary: 'Begin an access review',
    notes:
      'Freezes the rights of the scope as the newest inventories say them, and asks people about each: the named ones, the team ' +
      'that owns what the right is on, or the manager of whom it is. Nobody is asked about what is their own. At most 20,000 rights.',
    permission: 'review:manage',
    body: reviewRequest,
    answers: [answer(201, 'The review.', reviewDetail)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/access-reviews/preview',
    group: 'Privileges',
    summary: 'What an access review would be about',
    notes: 'How many rights of how many principals, by which snapshots, and who would be asked. Nothing is written.',
    permission: 'review:manage',
    body: reviewPreviewBody,
    answers: [answer(200, 'What it would freeze.', reviewPreview)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/access-reviews/people',
    group: 'Privileges',
    summary: 'People who can be asked in an access review',
    notes: 'At most 8, by a part of the name or address: those who can sign in and may decide.',
    permission: 'review:decide',
    query: reviewPeopleParams,
    answers: [answer(200, 'The people.', reviewPeopleView)],
  },
  {
    method: 'GET',
    path: '/api/v1/access-reviews/revocations',
    group: 'Privileges',
    summary: 'What is to be taken away and is not seen to be gone',
    notes:
      'Of all reviews, the oldest decision first. `pending`: no inventory since; `present`: the newest one still shows it; `unknown`: ' +
      'the newest one was read without the part that would tell.',
    permission: 'review:read',
    query: revocationParams,
    answers: [answer(200, 'A page of rights.', revocationListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/access-reviews/revocations/export',
    group: 'Privileges',
    summary: 'What is to be taken away, as a file: CSV, JSON',
    notes:
      'Every row of the list with the same filters, in its order, as of one moment. The audit log says who exported it.',
    permission: 'review:read',
    query: revocationExportParams,
    answers: [
      { status: 200, description: 'The file.', schema: null, contentType: 'text/csv' },
      { status: 200, description: 'The file.', schema: null, contentType: 'application/json' },
    ],
    problems: [429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/access-reviews/{id}',
    group: 'Privileges',
    summary: 'One access review',
    notes:
      'With how much is decided, how much of it was approved, how much of that in one go, and how fast each reviewer was. ' +
      MINE,
    permission: 'review:decide',
    answers: [answer(200, 'The review.', reviewDetail)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/access-reviews/{id}/items',
    group: 'Privileges',
    summary: 'Rights of an access review',
    notes: `As they were when they were frozen, with what was decided and what became of it; the highest first. ${MINE}`,
    permission: 'review:decide',
    query: reviewItemParams,
    answers: [answer(200, 'A page of rights.', reviewItemListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/access-reviews/{id}/items/{number}/decisions',
    group: 'Privileges',
    summary: 'Every decision about one right',
    notes: 'A changed mind is a second decision; the first one stays.',
    permission: 'review:decide',
    answers: [answer(200, 'The first decision first.', decisionHistory)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/access-reviews/{id}/decisions',
    group: 'Privileges',
    summary: 'Certify, revoke or change rights',
    notes:
      'All of them, or none where one is refused. A right of level maintain or admin, or on production, is decided by itself with a ' +
      'reason. 403 for what is your own, also when it was delegated to you. Where it is not known whose a right is, `not_mine` says ' +
      'that it is not yours. Revoking takes nothing away by itself: somebody does so in the system, and the next inventory verifies it.',
    permission: 'review:decide',
    body: decisionRequest,
    answers: [answer(200, 'How many were decided.', decisionResult)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/access-reviews/{id}/delegations',
    group: 'Privileges',
    summary: 'Have somebody else decide',
    notes: 'What is undecided goes to them. What is their own stays where it was, and is counted as `kept`.',
    permission: 'review:decide',
    body: delegationRequest,
    answers: [answer(200, 'How many rights went to them.', delegationResult)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/access-reviews/{id}/close',
    group: 'Privileges',
    summary: 'Close an access review',
    notes:
      'Nothing in it changes from then on but what inventories verify. 409 while something is undecided, unless that is to be recorded.',
    permission: 'review:manage',
    body: closeRequest,
    answers: [answer(200, 'The review, closed.', reviewDetail)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/access-reviews/{id}/cancel',
    group: 'Privileges',
    summary: 'Call an access review off',
    permission: 'review:manage',
    body: cancelRequest,
    answers: [answer(200, 'The review, cancelled.', reviewDetail)],
    problems: [404, 409],
  },
  evidence('csv', 'text/csv', 'Evidence of an access review, as a table'),
  evidence('pdf', 'application/pdf', 'Evidence of an access review, as a document'),
  {
    method: 'GET',
    path: '/api/v1/access-reviews/{id}/evidence.json',
    group: 'Privileges',
    summary: 'The signed statement about the evidence of an access review',
    notes:
      'A DSSE envelope with an in-toto statement: table and document by their SHA-256, and the figures. Signed with the key of the ' +
      'installation; `plumbline verify` verifies it offline.',
    permission: 'review:read',
    answers: [answer(200, 'The envelope.', envelope)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/signing-keys',
    group: 'Running',
    summary: 'The public keys that this installation signs with',
    notes:
      'A JSON Web Key Set, the newest first; empty until something was signed. Keys that sign no more verify what they signed.',
    permission: 'none',
    answers: [answer(200, 'The keys.', signingKeysView)],
  },
];
