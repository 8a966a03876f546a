import { hecAcksAnswer, hecAcksBody, hecAnswer, hecQuery } from '../hec.ts';
import { answer, type Operation } from './operation.ts';

const BATCH = {
  contentTypes: ['application/json', 'text/plain'],
  description:
    'Objects with `event`, one after the other, without anything between them; gzip is welcome. At most 8 MiB.',
};

const stored = answer(200, 'All of the batch is stored.', hecAnswer);

/** Addresses of Splunk's HTTP Event Collector, for senders that have no other. */
export const EVENTS: readonly Operation[] = [
  {
    method: 'POST',
    path: '/services/collector',
    group: 'Uploads',
    summary: 'Deliver events of Aembit as to Splunk',
    notes:
      'The address of Splunk’s HTTP Event Collector: `Authorization: Splunk <upload token>`. The tenant is that of the token ' +
      '(scope `aembit/<tenant>`), else the `source` of the event. Errors are Splunk’s own: `{"text": "Invalid token", "code": 4}`.',
    permission: 'upload:write',
    query: hecQuery,
    body: BATCH,
    answers: [stored],
    problems: [413, 503],
  },
  {
    method: 'POST',
    path: '/services/collector/event',
    route: '/services/collector/{path}',
    group: 'Uploads',
    summary: 'The same, by its longer address',
    permission: 'upload:write',
    query: hecQuery,
    body: BATCH,
    answers: [stored],
    problems: [413, 503],
  },
  {
    method: 'POST',
    path: '/services/collector/raw',
    route: '/services/collector/{path}',
    group: 'Uploads',
    summary: 'Deliver events, one on each line',
    notes: 'Needs a channel.',
    permission: 'upload:write',
    query: hecQuery,
    body: { contentTypes: ['text/plain'], description: 'A line of JSON for each event.' },
    answers: [stored],
    problems: [413, 503],
  },
  {
    method: 'POST',
    path: '/services/collector/ack',
    route: '/services/collector/{path}',
    group: 'Uploads',
    summary: 'Which batches of a channel are stored',
    notes: 'Numbers that were given in the last day.',
    permission: 'upload:write',
    query: hecQuery.pick({ channel: true }),
    body: hecAcksBody,
    answers: [answer(200, 'For each number whether its batch is stored.', hecAcksAnswer)],
  },
  {
    method: 'GET',
    path: '/services/collector/health',
    route: '/services/collector/{path}',
    group: 'Uploads',
    summary: 'Whether events would be taken now',
    permission: 'none',
    answers: [answer(200, 'They would.', hecAnswer.omit({ ackId: true }))],
    problems: [503],
  },
];
