/** What a report may be delivered with; `demo` is the loader of the demo. */
export const CREDENTIAL_KINDS = ['upload_token', 'api_token', 'session', 'demo'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** Who acts, as history keeps it: `name` is that of the token or person at the time. */
export interface Credential {
  kind: CredentialKind;
  name: string;
  /** Null for people. */
  tokenId: number | null;
}
