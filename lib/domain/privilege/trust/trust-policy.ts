/** What a cloud asks of a token before it lets somebody in, in the words of that cloud. */
export type TrustPolicy = AwsTrust | AzureTrust | VaultTrust;

export interface AwsTrust {
  readonly cloud: 'aws';
  /** Those that are about tokens of the code host. */
  readonly statements: readonly AwsStatement[];
}

export interface AwsStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Operator → key (`token.actions.githubusercontent.com:sub`) → values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface AzureTrust {
  readonly cloud: 'azure';
  readonly credentials: readonly AzureCredential[];
}

/** Either an exact subject or an expression over claims. */
export interface AzureCredential {
  readonly id: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly subject: string | null;
  readonly expression: string | null;
}

export interface VaultTrust {
  readonly cloud: 'vault';
  readonly boundSubject: string | null;
  readonly boundAudiences: readonly string[];
  readonly boundClaims: Readonly<Record<string, readonly string[]>>;
  readonly boundClaimsType: 'string' | 'glob';
}
