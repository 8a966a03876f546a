/**
 * `busy`, `unreachable`: it may work later. `credentials`: they are not taken; `forbidden`: they may not; `gone`: there is
 * no such thing; `refused`: the tracker does not want it so.
 */
export type TroubleKind = 'busy' | 'unreachable' | 'credentials' | 'forbidden' | 'gone' | 'moved' | 'refused';

/** Why a tracker did not do what it was asked for. The sentence is for people; what the tracker said in it is plain text. */
export class Trouble extends Error {
  readonly kind: TroubleKind;
  /** When the tracker wants to be asked again. */
  readonly retryAt: Date | null;

  constructor(kind: TroubleKind, sentence: string, retryAt: Date | null = null) {
    super(sentence);
    this.name = 'Trouble';
    this.kind = kind;
    this.retryAt = retryAt;
  }

  /** Whether the same may work later, without anybody changing anything. */
  get passes(): boolean {
    return this.kind === 'busy' || this.kind === 'unreachable';
  }
}
