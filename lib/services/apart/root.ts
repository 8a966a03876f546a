import { resolve } from 'node:path';

/** The repository's folder. Bundled code of the web process has no `import.meta.dirname`; that process runs in it. */
export const ROOT = import.meta.dirname === undefined ? process.cwd() : resolve(import.meta.dirname, '../../..');
