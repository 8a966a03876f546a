import { isEmptySet } from '#lib/domain/privilege/access/principal-set.ts';
import { allOf, anyOf, isNobody, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import { and, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { type Allowed, type GitlabEnvironment, type GitlabEnvironmentRule, MAINTAINER } from './facts.ts';
import type { GitlabAccess } from './gitlab-access.ts';
import type { ProjectAccess } from './project-access.ts';
import { tierOf } from './tier-of.ts';
import { tokensIn } from './tokens-in.ts';

/** Who deploys to an environment, by what the project and the groups above it say of it. */
export interface Deployers {
  /** Whether anything is said of it at all: else whoever runs pipelines deploys. */
  readonly guarded: Tri;
  /** Whether it is known that the group says something of it. */
  readonly byGroup: boolean;
  /** With nobody's approval. */
  readonly alone: Reach;
  /** By approving it oneself, beside these. */
  readonly approvingOwn: Reach;
  readonly helped: Reach;
  /** Whoever takes away what the project says. */
  readonly rewriting: Reach;
}

export function deployers(
  gitlab: GitlabAccess,
  access: ProjectAccess,
  environment: Pick<GitlabEnvironment, 'name' | 'tier' | 'rule'>,
): Deployers {
  const { project, atLeast } = access;
  const { roster } = gitlab.organization;
  const { rule } = environment;
  const own = rule === 'none' ? null : lets(rule, access.named, project.selfApproval);
  const tierRule = tierRuleOf(gitlab, environment);
  const above = gitlab.above('org');
  const inside = (level: number): Reach =>
    anyOf(
      gitlab.group('org', level),
      tokensIn(
        gitlab.organization,
        above.map(({ tokens }) => tokens),
        level,
        'writes',
      ),
    );
  const inGroup = (list: Known<readonly Allowed[]>): Reach =>
    list === null
      ? when(null, anyOf(atLeast(1), access.tokens(1, 'writes')))
      : anyOf(roster.nobody, ...list.map((each) => (each.by === 'level' ? inside(each.level) : access.named([each]))));
  const shared = tierRule === 'none' ? null : lets(tierRule, inGroup, project.selfApproval);
  const both = (pick: (one: Lets) => Reach): Reach => {
    const reaches = [own, shared].flatMap((each) => (each === null ? [] : [pick(each)]));
    const [first, ...others] = reaches;
    return first === undefined ? roster.nobody : allOf(first, ...others);
  };
  // A rule that may be there, and is not told, may let them in; that there is none would, too.
  const told: Tri = rule === null || tierRule === null ? null : true;
  const left = shared === null ? atLeast(MAINTAINER) : allOf(atLeast(MAINTAINER), shared.alone);
  const editors = allOf(atLeast(MAINTAINER), gitlab.group('org', MAINTAINER));
  return {
    byGroup: shared !== null && tierRule !== null,
    guarded: or(rule === null ? null : rule !== 'none', tierRule === null ? null : tierRule !== 'none'),
    alone: when(
      told,
      both(({ alone }) => alone),
    ),
    approvingOwn: when(
      told,
      both(({ own: self }) => self),
    ),
    helped: when(
      told,
      both(({ helped }) => helped),
    ),
    rewriting: tierRule === 'none' ? left : anyOf(when(tierRule === null ? null : true, left), editors),
  };
}

interface Lets {
  alone: Reach;
  own: Reach;
  helped: Reach;
}

function lets(
  rule: GitlabEnvironmentRule | null,
  named: (list: Known<readonly Allowed[]>) => Reach,
  selfApproval: Tri,
): Lets {
  if (rule === null) return { alone: named(null), own: named(null), helped: named(null) };
  const allowed = named(rule.deploy);
  const free: Tri = rule.approvals === null ? null : rule.approvals === 0;
  const single: Tri = rule.approvals === null ? null : rule.approvals <= 1;
  const approvers = named(rule.approvers);
  const someApprove: Tri = isNobody(approvers) ? false : isEmptySet(approvers.sure) ? null : true;
  const alone = when(free, allowed);
  const own = anyOf(alone, when(and(single, selfApproval), allOf(allowed, approvers)));
  return { alone, own, helped: anyOf(own, when(someApprove, allowed)) };
}

/** What the group says of environments of this tier; null: not told. */
function tierRuleOf(
  { facts: { tiers } }: GitlabAccess,
  { name, tier }: Pick<GitlabEnvironment, 'name' | 'tier'>,
): GitlabEnvironmentRule | 'none' | null {
  if (tiers === null) return null;
  const known = tier ?? tierOf(name);
  return tiers.find((each) => each.tier === known) ?? 'none';
}
