import { trendChangeList, trendChangeParams, trendParams, trendView } from '../trend.ts';
import { answer, type Operation } from './operation.ts';

/** Charts over time. */
export const TRENDS: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/trends',
    group: 'Posture',
    summary: 'One chart over time, with its definition',
    notes:
      'Of the organization, or with `scope` of a part of it; `against` names up to five parts to compare with, `previous=true` adds the time ' +
      'of the same length before. Days (UTC) are snapshots, finished once when they are over: today is `provisional`, and what is measured ' +
      'at the end of days is null. What is not known is null, never 0; a week or month that lacks a day has no sum.',
    permission: 'posture:read',
    query: trendParams,
    answers: [answer(200, 'The chart.', trendView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/trends/changes',
    group: 'Posture',
    summary: 'The findings behind a point of the chart `flow`',
    notes: 'What opened or was fixed on these days: as many rows as the point says. Severity is that of today.',
    permission: 'finding:read',
    query: trendChangeParams,
    answers: [answer(200, 'A page of findings, by repository.', trendChangeList)],
    problems: [404],
  },
];
