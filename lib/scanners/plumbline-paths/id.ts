/** Of what Plumbline delivers about paths to production itself. */
export const PATHS_SCANNER = 'plumbline-paths';
