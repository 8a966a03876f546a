import type { CredentialKind } from '../access/credential.ts';

/** What a change of many findings replaced on one of them. */
export type Replaced =
  | { what: 'tags'; added: string[]; removed: string[] }
  /** The severity that somebody had set; null: nobody had. */
  | { what: 'severity'; before: ReplacedSeverity | null };

export interface ReplacedSeverity {
  severity: number;
  reason: string;
  /** ISO 8601. */
  setAt: string;
  setBy: number | null;
  setterKind: CredentialKind;
  /** Of a token; a person's name is looked up when it is needed, so that it is kept in one place. */
  tokenName: string | null;
}
