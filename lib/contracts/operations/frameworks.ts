import { frameworkExportParams, frameworkList, frameworkView } from '../framework.ts';
import { answer, type Operation } from './operation.ts';

const NOTES =
  'A control fails where one of its checks fails anywhere. It passes only where something was seen that could have failed, ' +
  'within the last 7 days, and nothing of it is unknown; `missing` says what would make it known.';

export const FRAMEWORKS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/frameworks',
    group: 'Posture',
    summary: 'Frameworks of controls, and how many of each hold',
    notes: 'OWASP CI/CD Top 10, eight risk areas, CIS Software Supply Chain, SLSA.',
    permission: 'posture:read',
    answers: [answer(200, 'The frameworks.', frameworkList)],
  },
  {
    method: 'GET',
    path: '/api/v1/frameworks/{framework}',
    group: 'Posture',
    summary: 'The controls of a framework: pass, fail, unknown or not applicable, with evidence',
    notes: `\`framework\` is \`owasp\`, \`risk-areas\`, \`cis\` or \`slsa\`. ${NOTES}`,
    permission: 'posture:read',
    answers: [answer(200, 'The framework with its controls and their checks.', frameworkView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/frameworks/{framework}/export',
    group: 'Posture',
    summary: 'The controls of a framework as a file: CSV, JSON',
    notes: 'A row for each check of each control, as of one moment. The audit log says who exported it.',
    permission: 'posture:read',
    query: frameworkExportParams,
    answers: [
      { status: 200, description: 'The file.', schema: null, contentType: 'text/csv' },
      { status: 200, description: 'The file.', schema: null, contentType: 'application/json' },
    ],
    problems: [404, 429, 503],
  },
];
