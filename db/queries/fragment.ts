import type { Statement } from '../client.ts';

/** A part of a statement. */
export type Fragment = Statement<unknown>;
