import { describe, expect, it } from 'vitest';
import {
  environmentExample,
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  ruleExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { cheapestCut } from './cheapest-cut.ts';
import { productionTargets, type TargetKind } from './target.ts';
import { worldOf } from './world.ts';

const reviews = { approvals: 1, codeOwners: false, lastPush: true, dismissStale: true };
const people = ['ada', 'bob', 'eve'].map((id) => personExample(id));
const grants = [{ holder: { kind: 'person' as const, id: 'ada' }, role: 'write' }];
const branchRules = [ruleExample({ reviews, enforceAdmins: true })];

function cutOf(facts: AccessFacts, kind: TargetKind) {
  const world = worldOf(facts);
  const target = productionTargets(facts).find((each) => each.kind === kind);
  if (target === undefined) throw new Error(`nothing of kind ${kind}`);
  const { steps, left, cost } = cheapestCut(world, target);
  return {
    steps: steps.map(({ setting, broken, before, after, hurt }) => ({
      kind: setting.kind,
      claim: `breaks ${broken} of ${before}, leaves ${after}`,
      hurt: hurt.map((index) => world.roster.principals[index]?.id),
    })),
    left: left.map((path) => path.pattern),
    cost,
  };
}

describe('the cheapest cut', () => {
  it('of a secret that 40 repositories read is its scope, not 40 rulesets', () => {
    const repositories = Array.from({ length: 40 }, (_, at) =>
      repositoryExample({ id: `r${at}`, name: `acme/r${at}`, grants, branchRules }),
    );
    const organization = organizationExample({ people });
    const secrets = [{ id: 's', name: 'PROD_TOKEN', scope: 'all' as const }];
    expect(cutOf(factsExample({ organization, repositories, secrets }), 'organizationSecret')).toEqual({
      steps: [{ kind: 'secretScope', claim: 'breaks 40 of 40, leaves 0', hurt: ['ada'] }],
      left: [],
      cost: 1,
    });
  });

  it('of a secret of one repository does not stop at reviews: it shuts new branches', () => {
    const repositories = [repositoryExample({ grants, branchRules, secrets: [{ id: 's', name: 'PROD_KEY' }] })];
    const cut = cutOf(factsExample({ organization: organizationExample({ people }), repositories }), 'secret');
    // To move the secret would break it too, at thrice the cost.
    expect(cut.steps.map(({ kind }) => kind)).toEqual(['branchCreation']);
    expect(cut.steps[0]?.hurt).toEqual(['ada']);
    expect(cut.left).toEqual(['P2']);
  });

  it('of an environment that takes any branch names its policy; what is left needs a second person', () => {
    const environments = [environmentExample()];
    const cut = cutOf(
      factsExample({
        organization: organizationExample({ people }),
        repositories: [repositoryExample({ grants, branchRules, environments })],
      }),
      'environment',
    );
    expect(cut.steps[0]).toEqual({ kind: 'environmentRefs', claim: 'breaks 1 of 1, leaves 0', hurt: ['ada'] });
    expect(cut.left).toEqual(['P26']);
  });

  it('says that an admin stays: enforcing rules for him takes nothing from who rewrites them', () => {
    const admin = [{ holder: { kind: 'person' as const, id: 'eve' }, role: 'admin' }];
    const facts = (enforceAdmins: boolean) =>
      factsExample({
        organization: organizationExample({ people }),
        repositories: [
          repositoryExample({ grants: admin, deploys: true, branchRules: [ruleExample({ reviews, enforceAdmins })] }),
        ],
      });
    expect(cutOf(facts(false), 'branch').steps.map(({ kind }) => kind)).toEqual(['grant']);
    expect(cutOf(facts(true), 'branch').steps.map(({ kind }) => kind)).toEqual(['grant']);
  });

  it('has nothing to say where nobody gets in', () => {
    const repositories = [repositoryExample({ deploys: true })];
    expect(cutOf(factsExample({ repositories }), 'branch')).toEqual({ steps: [], left: [], cost: 0 });
  });
});
