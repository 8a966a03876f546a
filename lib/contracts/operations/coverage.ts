import { commitsParams, commitsTold, commitsView } from '../branch-commits.ts';
import { cadenceExportParams, cadenceParams, cadenceView } from '../cadence.ts';
import { coverageExportParams, coverageParams, coverageSummary, coverageView } from '../coverage.ts';
import { exceptionNote } from '../exception.ts';
import { exemptionList, exemptionListParams, exemptionRequest, exemptionsMade, exemptionView } from '../exemption.ts';
import { answer, type Operation } from './operation.ts';

const STATES =
  'A category is `fresh` when a whole, successful scan of the last 7 days measured it, `stale` when the last one is older, `failed` ' +
  'when its newest report was not a whole, successful scan, `held` while a report of it waits for a decision, `never` when none ever ' +
  'measured it, and `exempt` where nothing is expected to. Archived repositories are left out.';

const CADENCE =
  'What is usual is the median of the gaps between the last reports of a stream, of which those within an hour count as one; with fewer ' +
  'than four reports it is `unknown`. `silent`: no report for more than three usual intervals, and for more than 80 hours; `late`: for more than ' +
  'one and a half of them; `failed`: the newest report was not a whole, successful scan. What should be looked at first wins. With `by=day` ' +
  'each category has the last 30 days of the organization: `reported`; `missed`, where by its end no report had come for more than one and a half ' +
  'usual intervals; `none`; `unknown` before the first report, and without reports where nobody can say what is usual.';

export const COVERAGE: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/coverage',
    group: 'Posture',
    summary: 'What is measured: repositories by categories, each with its state, its age and what reports it',
    notes: STATES,
    permission: 'posture:read',
    query: coverageParams,
    answers: [answer(200, 'A page of repositories.', coverageView)],
  },
  {
    method: 'GET',
    path: '/api/v1/coverage/summary',
    group: 'Posture',
    summary: 'How much is measured, as a whole, by category and by team',
    notes:
      `${STATES} \`fresh_percent\` is the share of what is expected that is fresh, rounded down: 100 means that nothing is missing. ` +
      'Every count is `total` of the list with the same `scope`, `category` and `state`.',
    permission: 'posture:read',
    answers: [answer(200, 'The shares.', coverageSummary)],
  },
  {
    method: 'GET',
    path: '/api/v1/coverage/export',
    group: 'Posture',
    summary: 'What is measured as a file: CSV, JSON',
    notes:
      'A row for each category of each repository of the list with the same filters, as of one moment. The audit log says who exported it.',
    permission: 'posture:read',
    query: coverageExportParams,
    answers: [
      { status: 200, description: 'The file.', schema: null, contentType: 'text/csv' },
      { status: 200, description: 'The file.', schema: null, contentType: 'application/json' },
    ],
    problems: [404, 429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/coverage/cadence',
    group: 'Posture',
    summary: 'How often pipelines report each category, against what is usual for them; which are silent',
    notes: CADENCE,
    permission: 'posture:read',
    query: cadenceParams,
    answers: [answer(200, 'A page of pipelines.', cadenceView)],
  },
  {
    method: 'GET',
    path: '/api/v1/coverage/cadence/export',
    group: 'Posture',
    summary: 'How often pipelines report, as a file: CSV, JSON',
    notes:
      'A row for each category that each pipeline of the list with the same filters reports, as of one moment. The audit log says who exported it.',
    permission: 'posture:read',
    query: cadenceExportParams,
    answers: [
      { status: 200, description: 'The file.', schema: null, contentType: 'text/csv' },
      { status: 200, description: 'The file.', schema: null, contentType: 'application/json' },
    ],
    problems: [404, 429, 503],
  },
  {
    method: 'GET',
    path: '/api/v1/commits',
    group: 'Posture',
    summary: 'Which commits of the default branch of a repository were never scanned',
    notes:
      'By category, where the commits are told and a scan saw one of them; else `null`: not known. The age of code, secrets and ' +
      'infrastructure runs from the oldest commit that was not scanned.',
    permission: 'posture:read',
    query: commitsParams,
    answers: [answer(200, 'The commits.', commitsView)],
    problems: [404],
  },
  {
    method: 'POST',
    path: '/api/v1/commits',
    group: 'Posture',
    summary: 'Tell the newest commits of the default branch of a repository',
    notes:
      'The newest first, by first parents, as far back as a commit that was told before (at most 500): told twice they are the same. A ' +
      'list that has none of the commits that are known begins anew: nobody knows what lies between. Upload tokens may.',
    permission: 'upload:write',
    body: commitsTold,
    answers: [answer(204, 'Taken.', null)],
    problems: [404, 409],
  },
  {
    method: 'GET',
    path: '/api/v1/exemptions',
    group: 'Posture',
    summary: 'What is not expected by decision, and what waits for one',
    notes: 'The newest first; those that wait or are in force, unless `state` asks for others.',
    permission: 'posture:read',
    query: exemptionListParams,
    answers: [answer(200, 'A page of exemptions.', exemptionList)],
  },
  {
    method: 'POST',
    path: '/api/v1/exemptions',
    group: 'Posture',
    summary: 'Say that a category does not apply to a repository, or to all that have a label',
    notes:
      'With a reason and an end, which can be as late as that of an accepted risk. In force at once where you may decide and the ' +
      'organization does not ask for two people; else it waits. What is reported is expected: 409, and an exemption says nothing any more ' +
      'once a report of the category comes. It never makes anything measured: the other categories weigh more.',
    permission: 'exception:request',
    body: exemptionRequest,
    answers: [answer(201, 'Those that were asked for, and how many of the label were left out.', exemptionsMade)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exemptions/{id}/approve',
    group: 'Posture',
    summary: 'Put an exemption that was asked for into force',
    notes: 'Where the organization asks for two people, 403 to whoever asked for it, whatever credential they use.',
    permission: 'exception:decide',
    body: exceptionNote,
    answers: [answer(200, 'The exemption, in force.', exemptionView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exemptions/{id}/refuse',
    group: 'Posture',
    summary: 'Refuse an exemption that was asked for',
    permission: 'exception:decide',
    body: exceptionNote,
    answers: [answer(200, 'The exemption, refused.', exemptionView)],
    problems: [404, 409],
  },
  {
    method: 'POST',
    path: '/api/v1/exemptions/{id}/withdraw',
    group: 'Posture',
    summary: 'Take an exemption back, or a request for one: the category is expected again',
    permission: 'exception:request',
    answers: [answer(200, 'The exemption, withdrawn.', exemptionView)],
    problems: [404, 409],
  },
];
