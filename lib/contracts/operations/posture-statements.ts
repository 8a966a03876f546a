import { ledgerParams } from '../ledger.ts';
import { statementListParams, statementListView } from '../posture-statement.ts';
import { envelope } from '../signing.ts';
import { answer, type Operation } from './operation.ts';

/** What was said of the posture, and signed. */
export const POSTURE_STATEMENTS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/posture/report.pdf',
    group: 'Posture',
    summary: 'A posture report of a period, as a document',
    notes:
      'For a board or an auditor: what the numbers mean, the score and what moved it, coverage, exceptions, privileges, frameworks and how ' +
      'old the data are. Of the organization, or with `scope` of a team, a label or a repository. Figures but for the period are those of now.',
    permission: 'posture:read',
    query: ledgerParams,
    answers: [{ ...answer(200, 'The file.', null), contentType: 'application/pdf' }],
  },
  {
    method: 'GET',
    path: '/api/v1/posture/statements',
    group: 'Posture',
    summary: 'Posture statements',
    notes:
      'One for each week of the organization’s time zone, made in its first hour, the newest first. What was stated is never changed.',
    permission: 'posture:export',
    query: statementListParams,
    answers: [answer(200, 'A page of statements.', statementListView)],
  },
  {
    method: 'GET',
    path: '/api/v1/posture/statements/{week}',
    group: 'Posture',
    summary: 'The signed statement of a week',
    notes:
      'A DSSE envelope with an in-toto statement: score, formula, coverage and open findings, and the SHA-256 of the inputs that ' +
      'they follow from. `plumbline verify` checks it without any network.',
    permission: 'posture:export',
    answers: [answer(200, 'The envelope.', envelope)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/posture/statements/{week}/inputs',
    group: 'Posture',
    summary: 'The inputs that a statement is about',
    notes:
      'NDJSON: a line for the whole, then one for each repository with what its score is made of and the SHA-256 of the newest report ' +
      'of each stream.',
    permission: 'posture:export',
    answers: [{ ...answer(200, 'The file.', null), contentType: 'application/x-ndjson' }],
    problems: [404],
  },
];
