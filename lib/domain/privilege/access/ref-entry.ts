import { allOf, among, anyOf, isNobody, type Reach, when, without } from './reach.ts';
import { merges, mergesWithHelp, pushes, type RefRules, type ReviewFacts, type Ways } from './ref-gates.ts';
import type { RepositoryAccess } from './repository-access.ts';
import type { Setting } from './setting.ts';
import { and, not, type Tri } from './tri.ts';

/**
 * Why somebody gets his code to a ref. `open`: anybody who may write does; `evaluate`: so, because a ruleset only watches;
 * `robot`: a workflow approves; `gap`: no owner of workflow files is named; `admin`: permissions or lists of the branch
 * rule; `bypass`: exceptions of rulesets; `rewrite`: he changes the rules first; `property`: he changes what a ruleset
 * chooses repositories by; `key`, `delegate`: he holds a deploy key, an App or a token; `bot`: a
 * workflow merges for whoever makes it believe that a bot asked.
 */
export const CAUSES = [
  'open',
  'evaluate',
  'robot',
  'gap',
  'bot',
  'admin',
  'bypass',
  'rewrite',
  'property',
  'key',
  'delegate',
] as const;
export type Cause = (typeof CAUSES)[number];

/** One way onto a ref: who goes it with nobody's help, and who goes it with or without. */
export interface Entry {
  readonly cause: Cause;
  readonly alone: Reach;
  readonly helped: Reach;
  readonly settings: readonly Setting[];
}

/** All ways onto refs under one set of rules. Nobody is named in two of them for the same reason twice. */
export function refEntries(
  access: RepositoryAccess,
  rules: RefRules,
  facts: ReviewFacts,
  settings: (cause: Cause) => Setting[],
): Entry[] {
  const { roster } = access.organization;
  const people = (reach: Reach) => among(reach, roster.people);
  const both = (ways: Ways) => anyOf(pushes(access, rules, ways), merges(access, rules, ways, facts));
  const all = { privileged: true, bypass: true, robot: true, gap: true };
  const everyWay = both(all);
  const open = people(both({}));
  const robot = without(people(both({ robot: true })), open.sure);
  const gap = without(people(both({ gap: true })), open.sure);
  const admin = without(people(both({ privileged: true })), open.sure);
  const bypass = [open, robot, gap, admin].reduce((left, told) => without(left, told.sure), people(everyWay));
  const rewrite = rewriters(access, rules, facts);
  const property = [open, bypass, admin].reduce(
    (left, told) => without(left, told.sure),
    people(escapers(access, rules, facts)),
  );
  // Of those who need help only who is not told of already: with everybody's way open to them they need no other.
  const helpedBy = (ways: Ways, ...told: readonly Reach[]) =>
    told.reduce((left, each) => without(left, each.sure), people(mergesWithHelp(access, rules, ways)));
  const openHelped = anyOf(open, helpedBy({}));
  const adminHelped = helpedBy({ privileged: true }, openHelped);
  const helped = helpedBy(all, openHelped, adminHelped, admin);
  const made: [Cause, Reach, Reach][] = [
    [watched(rules) ? 'evaluate' : 'open', open, openHelped],
    ['robot', robot, robot],
    ['gap', gap, when(asksOwnersInVain(rules, facts), helpedBy(all))],
    ['admin', admin, adminHelped],
    ['bypass', bypass, helped],
    ['rewrite', without(people(rewrite), open.sure), roster.nobody],
    ['property', property, roster.nobody],
    ['key', among(pushes(access, rules, all), roster.deployKeys), roster.nobody],
    [
      'delegate',
      among(anyOf(everyWay, rewrite), roster.delegates),
      among(mergesWithHelp(access, rules, all), roster.delegates),
    ],
  ];
  return made.flatMap(([cause, alone, withHelp]) => {
    const reach = anyOf(alone, withHelp);
    return isNobody(reach) ? [] : [{ cause, alone, helped: reach, settings: settings(cause) }];
  });
}

/** Whoever edits the rules of a repository goes by what is left: those of the organization, unless he edits these too. */
function rewriters(access: RepositoryAccess, rules: RefRules, facts: ReviewFacts): Reach {
  const all = { privileged: true, bypass: true, robot: true, gap: true };
  const left = (levels: readonly string[]): Reach => {
    const rulesets = rules.rulesets.filter(({ ruleset }) => levels.includes(ruleset.level));
    const rest = { exists: rules.exists, rule: null, rulesets };
    return anyOf(pushes(access, rest, all), merges(access, rest, all, facts));
  };
  const { organization } = access;
  const above = anyOf(organization.holders('editRoles'), organization.holders('editRulesets'));
  return anyOf(
    allOf(access.rights.editRules, left(['organization', 'enterprise'])),
    allOf(above, left(['enterprise'])),
  );
}

/** Whoever sets properties takes the repository out of rulesets that choose by them. */
function escapers(access: RepositoryAccess, rules: RefRules, facts: ReviewFacts): Reach {
  const { organization, rights } = access;
  const chosen = ({ ruleset }: RefRules['rulesets'][number]) => ruleset.repositories?.by === 'property';
  if (!rules.rulesets.some(chosen)) return organization.roster.nobody;
  const rest = { ...rules, rulesets: rules.rulesets.filter((each) => !chosen(each)) };
  const all = { privileged: true, bypass: true, robot: true, gap: true };
  const editors = anyOf(
    when(not(organization.organization.propertiesLocked), rights.editProperties),
    organization.holders('editProperties'),
  );
  return allOf(editors, anyOf(pushes(access, rest, all), merges(access, rest, all, facts)));
}

/** Whether a ruleset that only watches would stop people here. */
function watched(rules: RefRules): boolean {
  return rules.rulesets.some(({ watches, ruleset }) =>
    !watches ? false : rules.exists ? ruleset.update === true || isReview(ruleset.reviews) : ruleset.creation === true,
  );
}

function isReview(reviews: unknown): boolean {
  return reviews !== null && reviews !== 'none';
}

/** Whether owners must approve, and none is named for files of workflows: any other's approval does. */
function asksOwnersInVain(rules: RefRules, facts: ReviewFacts): Tri {
  if (!rules.exists) return false;
  const reviews = [
    ...(rules.rule === null ? [] : [{ review: rules.rule.reviews, applies: true as Tri }]),
    ...rules.rulesets.map(({ ruleset, applies }) => ({ review: ruleset.reviews, applies })),
  ];
  const asked = reviews.map(
    ({ review, applies }): Tri =>
      review === 'none' ? false : and(applies, review === null ? null : review.codeOwners),
  );
  if (asked.includes(true)) return not(facts.workflowsOwned);
  return asked.includes(null) ? and(null, not(facts.workflowsOwned)) : false;
}
