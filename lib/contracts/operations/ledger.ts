import { ledgerEntryList, ledgerEntryParams, ledgerParams, ledgerView } from '../ledger.ts';
import { portfolioParams, portfolioView } from '../portfolio.ts';
import { answer, type Operation } from './operation.ts';

/** What moved the score. */
export const LEDGER: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/ledger',
    group: 'Posture',
    summary: 'What moved the score between the ends of two days',
    notes:
      'Of the organization, or with `scope` of a team, a label or a repository (of those that belong to it now). `parts` add up to the ' +
      'difference exactly: `points` to `exact`, `shown` to `change`. Days are those of the organization’s time zone; today is not over, ' +
      'and `provisional`. Repositories that came or went are told apart: `movers` were there all the time. A score that is not known is ' +
      'null, and then there are no parts.',
    permission: 'posture:read',
    query: ledgerParams,
    answers: [answer(200, 'The difference, by cause.', ledgerView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/ledger/entries',
    group: 'Posture',
    summary: 'The entries that the ledger adds up',
    notes:
      'The newest first; `cause` leaves one part of the ledger of the same period, whose `entries` is how many there are. `points` are those ' +
      'of the repository’s own score.',
    permission: 'posture:read',
    query: ledgerEntryParams,
    answers: [answer(200, 'A page of entries.', ledgerEntryList)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/portfolio',
    group: 'Posture',
    summary: 'Teams or labels side by side, between the ends of two days',
    notes:
      'Each as it stands now, with the change of its score and the part of it that is like for like: newcomers and those that left are ' +
      'counted apart. Of those that belong to it now, at both ends. At most 100, by name.',
    permission: 'posture:read',
    query: portfolioParams,
    answers: [answer(200, 'The teams, or the labels.', portfolioView)],
    problems: [],
  },
];
