import {
  exceptionExtension,
  exceptionNote,
  exceptionPolicyChange,
  exceptionPolicyView,
  exceptionRequest,
} from '../exception.ts';
import { batchResult, bulkPreview, bulkPreviewBody, bulkRequest, bulkResult } from '../exception-bulk.ts';
import {
  exceptionListParams,
  exceptionListView,
  exceptionSummary,
  exceptionSummaryParams,
  exceptionView,
} from '../exception-list.ts';
import { noiseView } from '../noise.ts';
import { slaView } from '../sla.ts';
import { answer, type Operation } from './operation.ts';

const SECOND = '409: somebody decided meanwhile; the answer says who, when, and that nothing was changed.';

/** Decisions that findings stay. */
export const EXCEPTIONS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/exceptions',
    group: 'Findings',
    summary: 'Exceptions: what is accepted or marked as a false positive, by whom, until when',
    notes: 'Those in force, unless `state` says more. `sort=expires` lists those with an end, the first to end first.',
    permission: 'finding:read',
    query: exceptionListParams,
    answers: [answer(200, 'A page of exceptions.', exceptionListView)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions',
    group: 'Findings',
    summary: 'Accept the risk of a finding, or mark it as a false positive',
    notes:
      'In force at once where your role decides and your organization asks for one person; else it waits for somebody who ' +
      'decides (`state: requested`). 409: the finding is fixed, or has an exception that waits or is in force.',
    permission: 'exception:request',
    body: exceptionRequest,
    answers: [answer(201, 'The exception.', exceptionView)],
    problems: [404, 409],
  },
  {
    method: 'GET',
    path: '/api/v1/exceptions/summary',
    group: 'Findings',
    summary: 'What exceptions hide, and what waits',
    notes:
      'The score with and without accepted risks, findings by decision, requests, and what ends within 14 days: of all, or ' +
      'of the repositories that `repo` names.',
    permission: 'finding:read',
    query: exceptionSummaryParams,
    answers: [answer(200, 'The figures.', exceptionSummary)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions/preview',
    group: 'Findings',
    summary: 'What a decision about many findings would do',
    notes:
      'Of ids, or of a filter as for the list of findings. The decision is made and taken back: counts and scores are those ' +
      'that it would leave. `token` goes with the decision. At most 5,000 findings.',
    permission: 'exception:request',
    body: bulkPreviewBody,
    answers: [answer(200, 'What it would do.', bulkPreview)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions/bulk',
    group: 'Findings',
    summary: 'Accept the risk of many findings, or mark them as false positives',
    notes:
      'All in one transaction. 409: it would be about other findings than the preview showed; the answer says what differs, ' +
      'and nothing was changed.',
    permission: 'exception:request',
    body: bulkRequest,
    answers: [answer(201, 'What was done, and the batch that undoes it.', bulkResult)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions/batches/{batch}/undo',
    group: 'Findings',
    summary: 'Take back what was decided together',
    permission: 'exception:request',
    answers: [answer(200, 'How many exceptions were taken back.', batchResult)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/exceptions/{id}',
    group: 'Findings',
    summary: 'One exception with its finding',
    permission: 'finding:read',
    answers: [answer(200, 'The exception.', exceptionView)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions/{id}/approve',
    group: 'Findings',
    summary: 'Put a requested exception into force',
    notes: `Where the organization asks for two people, 403 to whoever asked for it, whatever credential they use. ${SECOND}`,
    permission: 'exception:decide',
    body: exceptionNote,
    answers: [answer(200, 'The exception, in force.', exceptionView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions/{id}/refuse',
    group: 'Findings',
    summary: 'Refuse a requested exception',
    notes: SECOND,
    permission: 'exception:decide',
    body: exceptionNote,
    answers: [answer(200, 'The exception, refused.', exceptionView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions/{id}/withdraw',
    group: 'Findings',
    summary: 'Take an exception back, or a request for one',
    notes: `Whoever asked for it can, and whoever decides. The finding is what its reports say it is. ${SECOND}`,
    permission: 'exception:request',
    answers: [answer(200, 'The exception, withdrawn.', exceptionView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exceptions/{id}/extend',
    group: 'Findings',
    summary: 'Give an exception that is in force another end',
    notes: '409: it is not in force, or somebody gave it another end meanwhile.',
    permission: 'exception:decide',
    body: exceptionExtension,
    answers: [answer(200, 'The exception.', exceptionView)],
    problems: [404, 409],
  },
  {
    method: 'GET',
    path: '/api/v1/exception-policy',
    group: 'Settings',
    summary: 'What the organization asks of exceptions',
    permission: 'policy:read',
    answers: [answer(200, 'Whether two people must agree, and how long exceptions may hold.', exceptionPolicyView)],
  },
  {
    method: 'PATCH',
    path: '/api/v1/exception-policy',
    group: 'Settings',
    summary: 'Change what the organization asks of exceptions',
    notes: 'Holds for what is asked for and extended from now on: those that are in force keep their end.',
    permission: 'settings:write',
    body: exceptionPolicyChange,
    answers: [answer(200, 'The policy, changed.', exceptionPolicyView)],
  },
  {
    method: 'GET',
    path: '/api/v1/sla',
    group: 'Settings',
    summary: 'How long findings may stay open',
    permission: 'policy:read',
    answers: [answer(200, 'Days by severity, and for repositories of a criticality.', slaView)],
  },
  {
    method: 'PUT',
    path: '/api/v1/sla',
    group: 'Settings',
    summary: 'Change how long findings may stay open',
    notes:
      'Lists of findings follow at once; due dates of actions and scores follow by a job, repository by repository.',
    permission: 'settings:write',
    body: slaView,
    answers: [answer(200, 'What holds now.', slaView)],
  },
  {
    method: 'GET',
    path: '/api/v1/noise',
    group: 'Findings',
    summary: 'How often scanners and rules were wrong',
    notes: 'The share of false positives among findings that were decided or fixed. Fixed ones count as real.',
    permission: 'finding:read',
    answers: [answer(200, 'By scanner, and by rule those with the most.', noiseView)],
  },
];
