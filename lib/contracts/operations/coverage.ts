import { coverageExportParams, coverageParams, coverageSummary, coverageView } from '../coverage.ts';
import { answer, type Operation } from './operation.ts';

const STATES =
  'A category is `fresh` when a whole, successful scan of the last 7 days measured it, `stale` when the last one is older, `failed` ' +
  'when its newest report was not a whole, successful scan, `held` while a report of it waits for a decision, `never` when none ever ' +
  'measured it, and `exempt` where nothing is expected to. Archived repositories are left out.';

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
];
