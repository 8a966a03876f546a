import { z } from 'zod';
import { gateParams, gateRequest, gateResult } from '../gate.ts';
import { gateFigures, gateListParams, gateListView, gateSummaryParams } from '../gate-history.ts';
import {
  policyChange,
  policyCheck,
  policyCheckView,
  policyRemoval,
  policyVersionList,
  policyVersionParams,
  policyVersionView,
  policyView,
  repositoryPolicyView,
} from '../policy.ts';
import { answer, type Operation } from './operation.ts';

const OF_REPOSITORY = { path: '/api/v1/repos/{name}/policy', route: '/api/v1/repos/{name}', group: 'Policy' } as const;
const IF_MATCH = [
  { name: 'If-Match', description: 'The version that was changed, where the body does not say it.' },
  {
    name: 'Content-Type',
    description: '`application/yaml`: the body is the text itself, and `message` stands in the address.',
  },
];
const LOST = 'What somebody saved meanwhile is not lost: a change of another version than the newest answers 409.';

export const POLICY: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/gate',
    group: 'Policy',
    summary: 'What the policy said of reports, newest first',
    notes: 'Each report is judged once, when it takes effect; the whole answer is that of its upload.',
    permission: 'upload:list',
    query: gateListParams,
    answers: [answer(200, 'A page of reports, with the rules that were not met.', gateListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/gate/summary',
    group: 'Policy',
    summary: 'How many reports failed in the last days',
    permission: 'upload:list',
    query: gateSummaryParams,
    answers: [answer(200, 'Which rules made them fail, and where most did.', gateFigures)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/gate',
    group: 'Policy',
    summary: 'Judge a ref by the policy',
    notes:
      'By what is known now: over all reports that are in effect there. `pending` while reports wait to be read. `format`, ' +
      'or `Accept`, gives Markdown for a comment, or SARIF of what the ref introduced. A token that is bound to pipelines names one.',
    permission: 'upload:read',
    query: gateParams,
    body: gateRequest,
    answers: [answer(200, 'How each rule came out, the findings, and what would make it pass.', gateResult)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/policy',
    group: 'Policy',
    summary: 'The policy in force',
    notes: 'Until one is saved that is the built-in policy, version 0.',
    permission: 'policy:read',
    answers: [answer(200, 'Its text, who saved it, and its rules.', policyView)],
  },
  {
    method: 'PUT',
    path: '/api/v1/policy',
    group: 'Policy',
    summary: 'Save a new version of the policy',
    notes: LOST,
    permission: 'policy:write',
    headers: IF_MATCH,
    body: policyChange,
    answers: [answer(200, 'The policy, saved.', policyView)],
    problems: [409],
  },
  {
    method: 'POST',
    path: '/api/v1/policy/check',
    group: 'Policy',
    summary: 'What is wrong with a text, and what it would have done',
    notes:
      'Saves nothing. With `days` the runs of so many days are judged again, of the repositories that you see, from the facts ' +
      'that were kept with each answer; what was not kept is unknown, never passed.',
    permission: 'policy:read',
    body: policyCheck,
    answers: [answer(200, 'Mistakes by line and column, and the trial.', policyCheckView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/policy/versions',
    group: 'Policy',
    summary: 'Versions of the policy, newest first',
    permission: 'policy:read',
    query: policyVersionParams,
    answers: [answer(200, 'A page of versions.', policyVersionList)],
  },
  {
    method: 'GET',
    path: '/api/v1/policy/versions/{version}',
    group: 'Policy',
    summary: 'One version of the policy',
    permission: 'policy:read',
    answers: [answer(200, 'Its text.', policyVersionView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/policy/schema.json',
    group: 'Policy',
    summary: 'The JSON Schema of a policy',
    notes: 'For editors: `# yaml-language-server: $schema=…` in the first line of the file.',
    permission: 'none',
    answers: [{ ...answer(200, 'The schema.', z.looseObject({})), contentType: 'application/schema+json' }],
  },
  {
    ...OF_REPOSITORY,
    method: 'GET',
    summary: 'Own rules of a repository',
    permission: 'policy:read',
    answers: [answer(200, 'Its rules, their versions, and what the organization allows.', repositoryPolicyView)],
    problems: [404],
  },
  {
    ...OF_REPOSITORY,
    method: 'PUT',
    summary: 'Save own rules of a repository',
    notes: `It may always be stricter than its organization, and laxer in the rules that the policy lists. ${LOST}`,
    permission: 'policy:write',
    headers: IF_MATCH,
    body: policyChange,
    answers: [answer(200, 'The rules, saved.', repositoryPolicyView)],
    problems: [404, 409],
  },
  {
    ...OF_REPOSITORY,
    method: 'DELETE',
    summary: "Remove a repository's own rules",
    notes: "The organization's hold again. Versions stay.",
    permission: 'policy:write',
    query: policyRemoval,
    answers: [answer(200, 'The repository without own rules.', repositoryPolicyView)],
    problems: [404, 409],
  },
];
