import { exceptionExtension, exceptionNote } from '../exception.ts';
import {
  ruleListParams,
  ruleListView,
  rulePreview,
  rulePreviewBody,
  ruleRequest,
  ruleView,
} from '../exception-rule.ts';
import { answer, type Operation } from './operation.ts';

const SECOND = '409: somebody decided meanwhile; the answer says who, when, and that nothing was changed.';

/** Decisions about findings before they are there. */
export const EXCEPTION_RULES: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/exception-rules',
    group: 'Findings',
    summary: 'Rules by which findings are excepted, with how many each excepts',
    notes:
      'Those that wait or are in force, unless `state` says more. Who sees some repositories sees rules about these.',
    permission: 'finding:read',
    query: ruleListParams,
    answers: [answer(200, 'A page of rules, the newest first.', ruleListView)],
  },
  {
    method: 'POST',
    path: '/api/v1/exception-rules',
    group: 'Findings',
    summary: 'Accept the risk of all that matches, or mark it as false positives, today and from now on',
    notes:
      'All conditions must hold, of each list one entry. What opens and matches gets an exception in the transaction of its ' +
      'report; what is open today, by a job. Never what is in KEV, or was tried and works. In force at once where your role ' +
      'decides and your organization asks for one person. 409: there are 100 rules already.',
    permission: 'exception:request',
    body: ruleRequest,
    answers: [answer(201, 'The rule.', ruleView)],
    problems: [409],
  },
  {
    method: 'POST',
    path: '/api/v1/exception-rules/preview',
    group: 'Findings',
    summary: 'What a rule would do to what is open today',
    notes:
      'Up to 5,000 findings are decided about, and that is taken back: counts and scores are those that it would leave.',
    permission: 'exception:request',
    body: rulePreviewBody,
    answers: [answer(200, 'What it would do.', rulePreview)],
  },
  {
    method: 'GET',
    path: '/api/v1/exception-rules/{id}',
    group: 'Findings',
    summary: 'One rule of exceptions',
    notes: '`settled: false` while a job makes what is there today follow; reports do already.',
    permission: 'finding:read',
    answers: [answer(200, 'The rule.', ruleView)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/exception-rules/{id}/approve',
    group: 'Findings',
    summary: 'Put a requested rule into force',
    notes: `Where the organization asks for two people, 403 to whoever asked for it, whatever credential they use. ${SECOND}`,
    permission: 'exception:decide',
    body: exceptionNote,
    answers: [answer(200, 'The rule, in force.', ruleView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exception-rules/{id}/refuse',
    group: 'Findings',
    summary: 'Refuse a requested rule',
    notes: SECOND,
    permission: 'exception:decide',
    body: exceptionNote,
    answers: [answer(200, 'The rule, refused.', ruleView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exception-rules/{id}/extend',
    group: 'Findings',
    summary: 'Give a rule in force another end',
    notes:
      'Counted anew by the maximum of your organization. Reports follow it until then; a job moves the ends of its exceptions, ' +
      'but of those that somebody gave an end of their own. 409: it is not in force, its time is over, or somebody gave it another end meanwhile.',
    permission: 'exception:decide',
    body: exceptionExtension,
    answers: [answer(200, 'The rule, with its end.', ruleView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exception-rules/{id}/withdraw',
    group: 'Findings',
    summary: 'Take a rule back, or a request for one',
    notes: `Reports stop following it at once; a job brings back what it excepted, and nothing else. ${SECOND}`,
    permission: 'exception:request',
    answers: [answer(200, 'The rule, withdrawn.', ruleView)],
    problems: [404, 409],
  },
];
