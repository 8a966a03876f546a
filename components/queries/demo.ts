import { sendJson } from './send.ts';

/** Fills the installation with made-up repositories, marked as such. */
export const loadDemo = () => sendJson<unknown>('POST', '/api/v1/demo');
