/** Beside the schemas, because screens that have no schemas name the formats. */

/** Formats of rows; findings have SARIF too. */
export const EXPORT_FORMATS = ['csv', 'json'] as const;
export const FINDING_EXPORT_FORMATS = [...EXPORT_FORMATS, 'sarif'] as const;
export type ExportFormat = (typeof FINDING_EXPORT_FORMATS)[number];

/** The media type of each format. */
export const EXPORT_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
  sarif: 'application/sarif+json',
} as const satisfies Record<ExportFormat, string>;
