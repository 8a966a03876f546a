import type { Justification, StatementStatus } from './statement.ts';

/** What the organization says of a finding to others. */
export interface Decided {
  /** Names of the vulnerability, the one that it is known by first. */
  names: readonly [string, ...string[]];
  /** Full name of the repository, and the code host that it is on, where that is known. */
  repository: string;
  codeHost: string | null;
  /** The image that it is in; null: it is in the repository. */
  image: string | null;
  package: { ecosystem: string; name: string; version: string | null };
  status: StatementStatus;
  justification: Justification | null;
  /** Why, in the words of who decided. */
  reason: string | null;
  /** Until when its risk is accepted. */
  until: Date | null;
  at: Date;
}

/** Of a document that is written. */
export interface DocumentHead {
  id: string;
  author: string;
  /** Of the last change: a document that says something else has a higher one. */
  version: number;
  at: Date;
}
