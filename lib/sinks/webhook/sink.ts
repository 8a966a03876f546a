import type { Sink } from '../contract.ts';
import { signatureHeaders } from './sign.ts';

/** Anything that takes JSON by POST: one event in each request, signed. */
export const sink: Sink = {
  id: 'webhook',
  mostEvents: 1,
  signs: true,
  bodyOf: ([told]) => JSON.stringify(told?.event),
  headersOf: signatureHeaders,
};
