import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  environmentExample,
  factsExample,
  organizationExample,
  repositoryExample,
  teamExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import { anyFacts } from './arbitrary/testing.ts';
import { cutCost } from './cut-cost.ts';
import { pathsTo } from './paths-to.ts';
import { settingWords } from './setting-words.ts';
import { productionTargets } from './target.ts';
import { worldOf } from './world.ts';

describe('settingWords', () => {
  it('says of every setting of a path what to do, and where, by names and not by ids', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const world = worldOf(facts);
        for (const setting of productionTargets(facts)
          .flatMap((target) => pathsTo(world, target))
          .flatMap((path) => path.settings)) {
          kinds.add(setting.kind);
          const { todo, where } = settingWords(facts, setting);
          expect(todo.length > 10 && !/undefined|null|\.$/.test(todo), todo).toBe(true);
          expect(
            where.every((part) => part !== '' && !/^r\d$/.test(part)),
            where.join(),
          ).toBe(true);
          expect(cutCost(setting)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
    expect(kinds.size).toBeGreaterThan(15);
  });

  it('has the words of the screens', () => {
    const facts = factsExample({
      organization: organizationExample({ teams: [teamExample('t1', [])] }),
      repositories: [repositoryExample({ environments: [environmentExample()] })],
    });
    expect(settingWords(facts, { kind: 'selfReview', repository: 'r', environment: 'e' })).toEqual({
      todo: 'Turn on "Prevent self-review"',
      where: ['acme/app', 'Settings', 'Environments', 'production'],
    });
    const actor = (of: string) => settingWords(facts, { kind: 'bypass', repository: null, ruleset: 'x', actor: of });
    expect(actor('deployKeys')).toEqual({
      todo: 'Take deploy keys off the bypass list',
      where: ['acme', 'Settings', 'Repository', 'Rulesets', 'x'],
    });
    expect(actor('role:admin').todo).toBe('Take the role admin off the bypass list');
    expect(settingWords(facts, { kind: 'grant', repository: 'r', holder: 'team:t1', role: 'admin' }).todo).toBe(
      'Take the role admin from t1',
    );
  });
});
