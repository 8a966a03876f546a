/** The transaction's connection was lost: whether its last statement, or its commit, was executed is not known. */
export class LostConnectionError extends Error {
  readonly code = 'CONNECTION_LOST';
  constructor(cause: unknown) {
    super(`The connection to the database was lost: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'LostConnectionError';
  }
}

/** Errors of the server have a severity; all others mean that the connection is unusable. */
export function asDatabaseError(error: unknown): Error {
  return error instanceof Error && 'severity' in error ? error : new LostConnectionError(error);
}
