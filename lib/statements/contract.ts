/** The document is not what it should be: shown to the person who sent it, as a sentence without its last full stop. */
export class StatementError extends Error {
  /** Where: `line 3, column 7`, or the path of a member. */
  readonly position: string | null;

  constructor(reason: string, position: string | null = null) {
    super(reason);
    this.name = 'StatementError';
    this.position = position;
  }
}
