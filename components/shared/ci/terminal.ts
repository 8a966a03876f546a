import { deliveryLines, needs, quoted } from './delivery.ts';
import { claim, scanLines } from './parts.ts';
import type { Recipe } from './recipe.ts';

export interface TerminalInput {
  address: string;
  recipe: Recipe;
  /** `owner/name`. */
  repo: string;
  /** A token that was just made, for the person who made it; null: it must be in the environment. */
  token: string | null;
}

/** The first report by hand: two commands for a terminal in a checkout. */
export function terminalSnippets({ address, recipe, repo, token }: TerminalInput): { scan: string; send: string } {
  const fields = [['repo', quoted(repo)], ...claim(recipe), ['wait', '60']] as const;
  return {
    scan: [...recipe.install, ...scanLines(recipe)].join('\n'),
    send: [
      token === null ? needs('PLUMBLINE_TOKEN', 'Set it to an upload token first') : `PLUMBLINE_TOKEN=${token}`,
      ...deliveryLines({ address, file: recipe.file, fields }),
    ].join('\n'),
  };
}
