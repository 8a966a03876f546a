import { z } from 'zod';
import { actionListParams } from './action.ts';
import { exceptionListParams } from './exception-list.ts';
import { EXPORT_FORMATS, FINDING_EXPORT_FORMATS } from './export-formats.ts';
import { findingListParams } from './finding.ts';

const paging = { cursor: true, limit: true } as const;

/** `GET /api/v1/findings/export`: filters and order are those of the list. */
export const findingExportParams = findingListParams
  .omit(paging)
  .extend({ format: z.enum(FINDING_EXPORT_FORMATS).default('csv') });
export type FindingExportParams = z.output<typeof findingExportParams>;

/** `GET /api/v1/actions/export`. */
export const actionExportParams = actionListParams
  .omit(paging)
  .extend({ format: z.enum(EXPORT_FORMATS).default('csv') });
export type ActionExportParams = z.output<typeof actionExportParams>;

/** `GET /api/v1/exceptions/export`. */
export const exceptionExportParams = exceptionListParams
  .omit(paging)
  .extend({ format: z.enum(EXPORT_FORMATS).default('csv') });
export type ExceptionExportParams = z.output<typeof exceptionExportParams>;
