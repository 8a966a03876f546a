import type { Paper } from '../pdf/document.ts';

/** What a part of the report is called, with room for its first lines. */
export function heading(paper: Paper, text: string): void {
  paper.keep(110);
  paper.write(text, { face: 'bold', size: 16, after: 8 });
}
