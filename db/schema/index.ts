export * from './access.ts';
export * from './audit.ts';
export * from './finding.ts';
export * from './ingest.ts';
export * from './organization.ts';
export * from './outbox.ts';
export * from './rollup.ts';
export * from './workers.ts';
