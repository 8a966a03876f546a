import type { GitlabGroup } from './facts.ts';

/** The groups that a group lies in, itself first. One that lies in itself, over however many others, ends there. */
export function groupChain(groups: ReadonlyMap<string, GitlabGroup>, id: string): readonly GitlabGroup[] {
  const found = new Set<GitlabGroup>();
  for (let at = groups.get(id); at !== undefined && !found.has(at); at = groups.get(at.parent ?? '')) found.add(at);
  return [...found];
}
