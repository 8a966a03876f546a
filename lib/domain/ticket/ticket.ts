/** A part of a line: text, which may be a report's and stays text whatever it says; our own words; code; or a link. */
export type Inline = string | { words: string } | { code: string } | { text: string; url: string };

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'list'; items: readonly (readonly Inline[])[] }
  /** What to do, in order; a command is a block of code. */
  | { kind: 'steps'; items: readonly { text: string; command: string | null }[] };

/** What a ticket says, before any tracker's markup. */
export interface Ticket {
  title: string;
  blocks: readonly Block[];
}
