/** Of what Plumbline delivers about changes of pipelines itself. */
export const DRIFT_SCANNER = 'plumbline-drift';
