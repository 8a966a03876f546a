import type { Principal } from '#lib/domain/access/access.ts';
import type { CredentialKind } from '#lib/domain/access/credential.ts';

/** How much a token might deliver for: the one thing that it did, what it names, or anything. */
export const BOUNDS = ['one', 'named', 'any'] as const;
export type Bound = (typeof BOUNDS)[number];

/** What a token was bound to when it delivered. Without names: who sees the upload may not see all that the token reaches. */
export interface CredentialBounds {
  repositories: Bound;
  pipelines: Bound;
  scanners: Bound;
}

export const ORIGIN_FACTS = ['repository', 'ref', 'commit'] as const;
export type OriginFact = (typeof ORIGIN_FACTS)[number];

/** What a report says of where it was made; null: it does not say. */
export type ReportOrigin = Record<OriginFact, string | null>;

/** Something that is said of where a report is from, beside what its delivery said. */
export interface OriginStatement {
  fact: OriginFact;
  /** As it was written. */
  said: string;
  /** With the delivery; null: there is nothing that it could be compared with. */
  agrees: boolean | null;
}

/** What is kept of an upload beside the name of who delivered it. */
export interface Provenance {
  /** Null: a person, the demo or Plumbline itself delivered it. */
  bounds: CredentialBounds | null;
  /** What the address of its run says. */
  run: OriginStatement[];
  /** What the report itself says; null: it was not asked, because it was not read, or by an older version. */
  report: OriginStatement[] | null;
}

const boundOf = (names: readonly string[]): Bound =>
  names.length === 0 ? 'any' : names.length === 1 ? 'one' : 'named';

function repositoriesOf(scopes: readonly string[]): Bound {
  if (scopes.includes('*') || scopes.includes('**')) return 'any';
  return scopes.length === 1 && scopes[0]?.includes('*') === false ? 'one' : 'named';
}

/** What the credential of a delivery was bound to. A role binds to no pipeline. */
export function boundsOf(kind: CredentialKind, principal: Principal): CredentialBounds | null {
  if (kind !== 'upload_token' && kind !== 'api_token') return null;
  switch (principal.kind) {
    case 'upload_token': {
      const { scopes, pipelines, scanners } = principal;
      return {
        repositories: repositoriesOf(scopes),
        pipelines: boundOf(pipelines),
        scanners: boundOf(scanners),
      };
    }
    case 'api_token':
      return { repositories: repositoriesOf(principal.scopes ?? ['*']), pipelines: 'any', scanners: 'any' };
    case 'user':
      return null;
  }
}
