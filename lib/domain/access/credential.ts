/** What a report may be delivered with; `demo` is the loader of the demo, `system` Plumbline itself. */
export const CREDENTIAL_KINDS = ['upload_token', 'api_token', 'session', 'demo', 'system'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** `upload`: delivers reports; `api`: acts with a role. */
export const TOKEN_KINDS = ['upload', 'api'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** Who acts, as history keeps it: `name` is that of the token or person at the time. */
export interface Credential {
  kind: CredentialKind;
  name: string;
  /** Null for people. */
  tokenId: number | null;
  /** Of a token: the person who made it; left out or null where no person did. */
  madeBy?: number | null;
}

/** Who acts with a credential: a session is a person, a token acts in its own name. */
export function actsAs(kind: CredentialKind): 'person' | 'token' | 'demo' {
  switch (kind) {
    case 'session':
      return 'person';
    case 'upload_token':
    case 'api_token':
    case 'system':
      return 'token';
    case 'demo':
      return 'demo';
  }
}

/** In words: `token “first”`, or the person's name; null where it was not kept. */
export function credentialText(by: {
  credentialKind: CredentialKind | null;
  credentialName: string | null;
}): string | null {
  const { credentialKind: kind, credentialName: name } = by;
  if (kind === null || name === null) return null;
  switch (kind) {
    case 'upload_token':
      return `token “${name}”`;
    case 'api_token':
      return `API token “${name}”`;
    case 'session':
      return name;
    case 'demo':
      return 'the demo';
    case 'system':
      return name;
  }
}
