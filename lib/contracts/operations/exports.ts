import type { z } from 'zod';
import { actionExportParams, exceptionExportParams, findingExportParams } from '../export.ts';
import { EXPORT_TYPES, type ExportFormat } from '../export-formats.ts';
import type { Operation } from './operation.ts';

const NOTES =
  'All rows of the list with the same filters, in its order, as of one moment, streamed: what goes wrong later than the ' +
  'first byte breaks the connection off. `json` is an array with an item of the list on each line. In CSV, text that a ' +
  'spreadsheet would run has an apostrophe before it. HEAD answers the headers without reading anything. ' +
  '429: two exports of yours are running.';

function operation(
  list: { path: string; group: Operation['group']; what: string; query: z.ZodObject; also?: string },
  formats: readonly ExportFormat[],
): Operation {
  const { path, group, what, query, also = '' } = list;
  return {
    method: 'GET',
    path: `/api/v1/${path}/export`,
    group,
    summary: `${what} as a file: ${formats.map((one) => (one === 'csv' ? 'CSV' : one === 'json' ? 'JSON' : 'SARIF')).join(', ')}`,
    notes: `${NOTES}${also}`,
    permission: 'finding:read',
    query,
    answers: formats.map((format) => ({
      ...{ status: 200, description: 'The file.', schema: null },
      contentType: EXPORT_TYPES[format].split(';')[0] ?? '',
    })),
    problems: [404, 429, 503],
  };
}

export const EXPORTS: readonly Operation[] = [
  operation(
    {
      ...{ path: 'findings', group: 'Findings', what: 'Findings', query: findingExportParams },
      also:
        ' SARIF 2.1.0 has decided findings as suppressed, fixed ones as absent, and a run for each 25,000 results; code ' +
        'scanning of one repository wants `repo` and `state=open`.',
    },
    ['csv', 'json', 'sarif'],
  ),
  operation({ path: 'actions', group: 'Posture', what: 'The queue', query: actionExportParams }, ['csv', 'json']),
  operation({ path: 'exceptions', group: 'Findings', what: 'Exceptions', query: exceptionExportParams }, [
    'csv',
    'json',
  ]),
];
