import type { AccessFacts } from './facts.ts';

/** Repositories, or projects of GitLab: what targets and ways mean by their places. */
export function placesOf(facts: AccessFacts): readonly { readonly id: string; readonly name: string }[] {
  return facts.gitlab?.projects ?? facts.repositories;
}
