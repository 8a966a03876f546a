import { commentBody, commentedView, peopleListParams, peopleListView, watchBody } from '../comment.ts';
import { findingView } from '../finding.ts';
import {
  bulkSeverityBody,
  bulkSeverityPreview,
  bulkSeverityPreviewBody,
  bulkSeverityResult,
  bulkTagBody,
  bulkTagPreview,
  bulkTagPreviewBody,
  bulkTagResult,
  undoResult,
} from '../finding-bulk.ts';
import { severityChange, tagChange, tagListParams, tagListView } from '../finding-people.ts';
import { answer, type Operation } from './operation.ts';

/** What people say and set on findings. */
export const FINDING_PEOPLE: readonly Operation[] = [
  {
    method: 'PUT',
    path: '/api/v1/findings/{id}/severity',
    group: 'Findings',
    summary: 'Set the severity of a finding',
    notes:
      'It holds whatever reports state later. Lowering it needs exception:decide: it is a decision, and the score without ' +
      'acceptances goes on counting what reports state. 409: with `seen`, when the finding has another severity by now.',
    permission: 'finding:write',
    body: severityChange,
    answers: [answer(200, 'The finding.', findingView)],
    problems: [404, 409],
  },
  {
    method: 'DELETE',
    path: '/api/v1/findings/{id}/severity',
    group: 'Findings',
    summary: 'Take back the severity that somebody set',
    notes: 'It is what reports state again. 409: nobody set one.',
    permission: 'finding:write',
    answers: [answer(200, 'The finding.', findingView)],
    problems: [404, 409],
  },
  {
    method: 'PATCH',
    path: '/api/v1/findings/{id}/tags',
    group: 'Findings',
    summary: 'Put tags on a finding, or take them off',
    notes:
      'Tags are lower case, with hyphens for spaces. A finding has at most 20, the organization 500 different ones.',
    permission: 'finding:write',
    body: tagChange,
    answers: [answer(200, 'The finding.', findingView)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/findings/tags',
    group: 'Findings',
    summary: 'Put tags on many findings, or take them off',
    notes:
      'Of ids, or of a filter as for the list of findings; at most 5,000. All in one transaction. 409: with the `token` of a ' +
      'preview, when ids or filter choose other findings than it showed.',
    permission: 'finding:write',
    body: bulkTagBody,
    answers: [answer(200, 'How many were chosen, and how many changed.', bulkTagResult)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/findings/tags/preview',
    group: 'Findings',
    summary: 'What changing the tags of many findings would do',
    notes: 'It is done and taken back. Send its `token` with the change.',
    permission: 'finding:write',
    body: bulkTagPreviewBody,
    answers: [answer(200, 'How many are chosen, and how many would change.', bulkTagPreview)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/findings/severity/preview',
    group: 'Findings',
    summary: 'What setting the severity of many findings would do',
    notes:
      'It is done and taken back. Left out, and counted: those that have this severity, and those that only who decides ' +
      'about exceptions may set. Send its `token` with the change.',
    permission: 'finding:write',
    body: bulkSeverityPreviewBody,
    answers: [answer(200, 'What would change, with the scores.', bulkSeverityPreview)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/findings/severity',
    group: 'Findings',
    summary: 'Set the severity of many findings',
    notes:
      'Of ids, or of a filter as for the list of findings; at most 5,000. All in one transaction. 409: it would be about ' +
      'other findings than the preview showed, or about none.',
    permission: 'finding:write',
    body: bulkSeverityBody,
    answers: [answer(200, 'How many got it, and what undoes it.', bulkSeverityResult)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/findings/batches/{batch}/undo',
    group: 'Findings',
    summary: 'Undo a change of the tags or severities of many findings',
    notes: 'For a day, by who made it or who decides about exceptions. What somebody changed since stays.',
    permission: 'finding:write',
    answers: [answer(200, 'How many are again as they were.', undoResult)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/tags',
    group: 'Findings',
    summary: 'Tags in use, with the number of findings that have them',
    permission: 'finding:read',
    query: tagListParams,
    answers: [answer(200, 'The tags, those on the most findings first.', tagListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/findings/{id}/comments',
    group: 'Findings',
    summary: 'Comment on a finding',
    notes:
      'Text, never markup. `@name` mentions somebody who sees the finding, and mails them; who writes watches it. What looks ' +
      'like a secret is masked, and the answer says so. At most 300 comments on a finding.',
    permission: 'finding:write',
    body: commentBody,
    answers: [answer(201, 'The comment.', commentedView)],
    problems: [404, 409],
  },
  {
    method: 'PATCH',
    path: '/api/v1/comments/{id}',
    group: 'Findings',
    summary: 'Change what an own comment says',
    permission: 'finding:write',
    body: commentBody,
    answers: [answer(200, 'The comment.', commentedView)],
    problems: [404],
  },
  {
    method: 'DELETE',
    path: '/api/v1/comments/{id}',
    group: 'Findings',
    summary: 'Delete an own comment',
    notes: 'Administrators delete any. That there was one, and whose, stays.',
    permission: 'finding:write',
    answers: [answer(200, 'The comment, empty.', commentedView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/findings/{id}/people',
    group: 'Findings',
    summary: 'People who see a finding, and can be mentioned on it',
    permission: 'finding:write',
    query: peopleListParams,
    answers: [answer(200, 'At most 10 people.', peopleListView)],
    problems: [404],
  },
  {
    method: 'PUT',
    path: '/api/v1/findings/{id}/watch',
    group: 'Findings',
    summary: 'Watch a finding, or stop watching it',
    notes: 'For people: a token is mailed nothing. `GET /api/v1/findings?watched=me` lists what you watch.',
    permission: 'finding:read',
    body: watchBody,
    answers: [answer(200, 'The finding.', findingView)],
    problems: [404],
  },
];
