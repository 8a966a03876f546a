import { type FindingColumn, readColumns, USUAL_COLUMNS } from '#lib/domain/finding/list-columns.ts';

/** Columns that a viewer chose for this browser, in a cookie so that the server draws them and nothing moves. */
export const COLUMNS_COOKIE = 'plumbline-finding-columns';

/** In a cookie without commas, which some proxies take for the end of it. */
export const columnsText = (columns: readonly FindingColumn[]): string => columns.join('.');

export const ownColumns = (text: string | undefined): readonly FindingColumn[] =>
  readColumns((text ?? '').replaceAll('.', ',')) ?? USUAL_COLUMNS;
