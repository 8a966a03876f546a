import type { Scanner } from './contract.ts';

/** Every scanner, one line each; `registry.test.ts` compares it with the folders. */
export const ALL_SCANNERS: readonly Scanner[] = [];
