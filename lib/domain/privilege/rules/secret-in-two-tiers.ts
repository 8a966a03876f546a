import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import { baseName } from '../production-environments.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { type PrivilegeSettings, productionPattern } from '../settings.ts';

/** Set by one hand, with one value: apart by no more than a script takes. */
const TOGETHER = 60_000;

export const rule: PrivilegeRule = {
  id: 'secret-in-two-tiers',
  title: 'Production and another environment got a secret at the same moment',
  why: "One name in two environments is usual; set within a minute, it is mostly one value. Whoever reads it in the weaker environment has production's.",
  severity: 'high',
  setting: 'Issue a credential of its own for production, and set it there (repository, Settings, Environments)',
  references: { cicdSec: [6, 5], cis: ['5.1.5'], slsa: [] },
  needs: { github: ['repositories', 'environments', 'environment_secrets'] },
  judge: (graph, settings) =>
    graph.resources('repo').flatMap((repo) => {
      const reason = graph.whyUnknown('environments', repo.id) ?? graph.whyUnknown('environment_secrets', repo.id);
      return reason === null ? judgeRepository(graph, repo, settings) : [unknown(null, named(repo), reason)];
    }),
};

function judgeRepository(graph: InventoryGraph, repo: Resource, settings: PrivilegeSettings): Outcome[] {
  const places = graph.resources('secret').flatMap((secret) => {
    const place = secret.parent === null ? null : graph.resource(secret.parent);
    if (place?.kind !== 'environment' || place.parent !== repo.id) return [];
    return [{ secret, place, pattern: productionPattern(baseName(place.name), settings) }];
  });
  return places.flatMap(({ secret, place, pattern }) => {
    if (pattern === null) return [];
    const others = places.filter((each) => each.pattern === null && sameName(each.secret, secret));
    const twin = others.find((each) => together(each.secret, secret));
    if (twin === undefined) return [pass(null, named(secret))];
    return [
      fail(null, named(secret), {
        says: `${secretName(secret)} of ${repo.name} was set in ${baseName(place.name)} and in ${baseName(twin.place.name)} within a minute.`,
        evidence: {
          name: secretName(secret),
          production: baseName(place.name),
          other: baseName(twin.place.name),
          production_because_of: pattern,
        },
        command: null,
      }),
    ];
  });
}

/** Shown with its place, `acme/web production TOKEN`; the last word is its name. */
const secretName = ({ name }: Resource): string => name.slice(name.lastIndexOf(' ') + 1);

const sameName = (a: Resource, b: Resource): boolean => secretName(a).toUpperCase() === secretName(b).toUpperCase();

function together(a: Resource, b: Resource): boolean {
  if (a.updatedAt === null || b.updatedAt === null) return false;
  return Math.abs(a.updatedAt.getTime() - b.updatedAt.getTime()) <= TOGETHER;
}
