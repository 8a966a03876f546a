import { describe, expect, it } from 'vitest';
import {
  environmentExample,
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  rulesetExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import { pathEvidence } from './path-evidence.ts';
import { pathsTo } from './paths-to.ts';
import { productionTargets } from './target.ts';
import { worldOf } from './world.ts';

function evidence(part: Partial<Repository>) {
  const organization = organizationExample({ people: [personExample('ada')] });
  const grants = [{ holder: { kind: 'person' as const, id: 'ada' }, role: 'write' }];
  const world = worldOf(factsExample({ organization, repositories: [repositoryExample({ grants, ...part })] }));
  return productionTargets(world.facts).flatMap((target) =>
    pathsTo(world, target).map((path) => pathEvidence(world, path)),
  );
}

describe('pathEvidence', () => {
  it('names what a path goes through, and nothing unknown where all is certain', () => {
    expect(evidence({ environments: [environmentExample()] })).toEqual([{ ids: ['e', 'r'], unknown: [] }]);
  });

  it('names the facts that were not read where a path is only possible', () => {
    const [first] = evidence({
      environments: [environmentExample({ refs: null })],
      rulesets: [rulesetExample({ bypass: null })],
    });
    expect(first?.unknown).toEqual(['r rulesets ruleset bypass', 'r environments e refs']);
  });
});
