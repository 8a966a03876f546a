import { matchRef } from './match-ref.ts';
import type { Repository } from './repository-facts.ts';
import type { Known, RepositorySelector, Ruleset } from './rule-facts.ts';
import { and, not, or, type Tri } from './tri.ts';

export interface ApplyingRuleset {
  readonly ruleset: Ruleset;
  /** Whether it is about that ref, and in force. */
  readonly applies: Tri;
  /** Whether it is about that ref, and would only tell of what it does not stop. */
  readonly watches: boolean;
}

/** Rulesets that are about a repository, its own and those of its organization, with `about` where that is not certain. */
export function rulesetsOf(
  repository: Repository,
  ofOrganization: Known<readonly Ruleset[]>,
): readonly { readonly ruleset: Ruleset; readonly about: Tri }[] {
  const own = repository.rulesets ?? unreadRulesets('repository');
  const inherited = ofOrganization ?? unreadRulesets('organization');
  return [
    ...own.map((ruleset) => ({ ruleset, about: true as Tri })),
    ...inherited.map((ruleset) => ({ ruleset, about: isAbout(ruleset.repositories, repository) })),
  ].filter(({ ruleset, about }) => about !== false && ruleset.enforcement !== 'disabled');
}

/** Those that are about a ref. */
export function rulesetsFor(
  rulesets: ReturnType<typeof rulesetsOf>,
  target: Ruleset['target'],
  name: string,
  defaultBranch: Known<string>,
): ApplyingRuleset[] {
  return rulesets.flatMap(({ ruleset, about }) => {
    if (ruleset.target !== target) return [];
    const meant = and(about, target === 'push' ? true : matches(ruleset.refs, name, defaultBranch));
    if (meant === false) return [];
    const { enforcement } = ruleset;
    const inForce = enforcement === null ? null : enforcement === 'active';
    return [{ ruleset, applies: and(meant, inForce), watches: enforcement === 'evaluate' }];
  });
}

function matches(refs: Ruleset['refs'], name: string, defaultBranch: Known<string>): Tri {
  if (refs === null) return null;
  const hit = (patterns: readonly string[]) =>
    or(...patterns.map((pattern) => matchesOne(pattern, name, defaultBranch)));
  return and(hit(refs.include), not(hit(refs.exclude)));
}

function matchesOne(pattern: string, name: string, defaultBranch: Known<string>): Tri {
  if (pattern === '~ALL') return true;
  if (pattern === '~DEFAULT_BRANCH') return defaultBranch === null ? null : name === defaultBranch;
  return matchRef(plainRef(pattern), name);
}

/** A pattern without the part that only says whether branches or tags are meant. */
export function plainRef(pattern: string): string {
  return pattern.replace(/^refs\/(?:heads|tags)\//, '');
}

function isAbout(selector: Known<RepositorySelector>, repository: Repository): Tri {
  if (selector === null) return null;
  switch (selector.by) {
    case 'all':
      return true;
    case 'ids':
      return selector.ids.includes(repository.id);
    case 'names': {
      const name = repository.name.slice(repository.name.indexOf('/') + 1);
      const hit = (patterns: readonly string[]) => patterns.some((each) => each === '~ALL' || matchRef(each, name));
      return hit(selector.include) && !hit(selector.exclude);
    }
    case 'property': {
      const { properties } = repository;
      if (properties === null) return null;
      return selector.properties.every(({ name, values }) => values.includes(properties[name] ?? ''));
    }
  }
}

/** Rulesets that were not read may forbid anything to anybody. */
export function unreadRulesets(level: Ruleset['level']): Ruleset[] {
  return (['branch', 'tag', 'push'] as const).map((target) => ({
    ...{ id: `unread ${level} ${target}`, name: '', level, target, enforcement: null, refs: null },
    ...{ repositories: { by: 'all' }, creation: null, update: null, mergeQueue: null },
    ...{ reviews: null, restrictedPaths: null, bypass: null },
  }));
}
