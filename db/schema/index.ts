export * from './access.ts';
export * from './finding.ts';
export * from './ingest.ts';
export * from './organization.ts';
export * from './rollup.ts';
