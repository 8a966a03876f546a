/** The connection of a transaction is gone: whether its last statement, or its commit, was done is not known. */
export class LostConnectionError extends Error {
  readonly code = 'CONNECTION_LOST';
  constructor(cause: unknown) {
    super(`The connection to the database was lost: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'LostConnectionError';
  }
}

/** Errors of the server carry a severity; all others mean that the connection is of no more use. */
export function asDatabaseError(error: unknown): Error {
  return error instanceof Error && 'severity' in error ? error : new LostConnectionError(error);
}
