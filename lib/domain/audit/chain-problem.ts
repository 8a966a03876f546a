/** The first entry that is wrong, and how in one sentence. */
export interface ChainProblem {
  sequence: number;
  how: 'missing' | 'changed' | 'replaced' | 'added' | 'rewritten';
  sentence: string;
}

/** Entries that should be there. */
export function missing(from: number, to: number): ChainProblem {
  const which = from === to ? `Entry ${from} is missing` : `Entries ${from} to ${to} are missing`;
  return { sequence: from, how: 'missing', sentence: `${which}: deleted, or moved to another place.` };
}
