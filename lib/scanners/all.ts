import type { Scanner } from './contract.ts';
import { scanner as cyclonedx } from './cyclonedx/scanner.ts';
import { scanner as fortify } from './fortify/scanner.ts';
import { scanner as trivy } from './trivy/scanner.ts';
import { scanner as zap } from './zap/scanner.ts';

/** Every scanner, one line each; `registry.test.ts` compares it with the folders. */
export const ALL_SCANNERS: readonly Scanner[] = [cyclonedx, fortify, trivy, zap];
