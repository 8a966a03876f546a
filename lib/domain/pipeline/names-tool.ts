import type { Known } from './rule.ts';

/** Whether a text names a tool that scans: by itself (`kettlescan dir .`), or as a part of a name (`acme/kettlescan-action`). */
export function namesTool(text: string, { tools }: Known): boolean {
  const words =
    text
      .slice(0, 50_000)
      .toLowerCase()
      .match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)*/g) ?? [];
  return words.some((word) => tools.has(word) || word.split('-').some((part) => tools.has(part)));
}
