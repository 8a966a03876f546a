import { distinctSettings } from '#lib/domain/privilege/access/merge-entries.ts';
import { anyOf, isNobody } from '#lib/domain/privilege/access/reach.ts';
import { gitlabWays } from '#lib/domain/privilege/path/gitlab/gitlab-ways.ts';
import { cloudRoleWays } from './cloud-role-ways.ts';
import { entryWays } from './entry-ways.ts';
import { environmentWays } from './environment-ways.ts';
import { leakWays } from './leak-ways.ts';
import type { Path, Way } from './path.ts';
import { PATH_PATTERNS, PATH_SEVERITIES, type PathPattern } from './pattern.ts';
import { runnerWays } from './runner-ways.ts';
import { safeWays } from './safe-ways.ts';
import { organizationSecretWays, secretWays } from './secret-ways.ts';
import { isProven, severityOf } from './severity.ts';
import type { Target } from './target.ts';
import type { World } from './world.ts';

/** More repositories than these are counted, and not each named with its settings. */
const NAMED = 50;

/** All paths to one thing of production: the certain ones first, the worst first. */
export function pathsTo(world: World, target: Target): Path[] {
  const direct =
    world.gitlab === null ? directWays(world, target) : gitlabWays(world.gitlab, world.facts.cloudRoles ?? [], target);
  const ways = [...direct, ...leakWays(world, direct)];
  const byPattern = new Map<PathPattern, Way[]>();
  for (const way of ways) {
    const list = byPattern.get(way.pattern);
    if (list === undefined) byPattern.set(way.pattern, [way]);
    else list.push(way);
  }
  const order = Object.keys(PATH_PATTERNS);
  return [...byPattern]
    .map(([pattern, list]) => join(world, target, pattern, list))
    .sort((a, b) => weight(a) - weight(b) || order.indexOf(a.pattern) - order.indexOf(b.pattern));
}

function directWays(world: World, target: Target): Way[] {
  const { facts } = world;
  const at = target.repository;
  switch (target.kind) {
    case 'secret':
      return secretWays(world, target);
    case 'organizationSecret':
      return (facts.secrets ?? [])
        .filter(({ id }) => id === target.object)
        .flatMap((each) => organizationSecretWays(world, target, each));
    case 'environment':
      return (at === null ? [] : (facts.repositories[at]?.environments ?? []))
        .filter(({ id }) => id === target.object)
        .flatMap((each) => environmentWays(world, at ?? 0, each, { anyBranch: 'P10', last: ['R7'] }));
    case 'runnerGroup':
      return (facts.runnerGroups ?? [])
        .filter(({ id }) => id === target.object)
        .flatMap((each) => runnerWays(world, each));
    case 'cloudRole':
      return (facts.cloudRoles ?? [])
        .filter(({ id }) => id === target.object)
        .flatMap((each) => cloudRoleWays(world, each));
    case 'safe':
      return (facts.safes ?? []).filter(({ id }) => id === target.object).flatMap((each) => safeWays(world, each));
    case 'branch': {
      const refs = at === null ? null : world.refs(at);
      if (at === null || refs === null) return [];
      return entryWays(refs.defaultBranch(), {
        through: at,
        pattern: 'P26',
        first: 'R1',
        last: [],
        settings: [],
        open: true,
      });
    }
  }
}

function join(world: World, target: Target, pattern: PathPattern, ways: readonly Way[]): Path {
  const { nobody, share } = world.roster;
  const alone = share(anyOf(nobody, ...ways.map((way) => way.alone)));
  const helped = share(anyOf(nobody, ...ways.map((way) => way.helped)));
  const through = [...new Set(ways.flatMap((way) => (way.through === null ? [] : [way.through])))];
  // One for each repository; of a safe one for each right that somebody has alone.
  const open = ways.filter((way) => !isNobody(way.alone));
  const goneAlone = new Set<unknown>(target.kind === 'safe' ? open : open.map((way) => way.through));
  const steps = ways.reduce((best, way) => (way.steps.length < best.length ? way.steps : best), ways[0]?.steps ?? []);
  return {
    ...{ key: `${pattern} ${target.id}`, pattern, target, alone, helped, steps, through },
    ways: goneAlone.size,
    certainty: isProven(alone, helped) ? 'proven' : 'possible',
    severity: severityOf(world, pattern, alone, helped, through.length),
    settings: through.length > NAMED ? shared(ways) : distinctSettings(ways.flatMap((way) => way.settings)),
  };
}

/** Settings of the target itself, which all ways have. */
function shared(ways: readonly Way[]): Path['settings'] {
  const objects = new Set([
    'secretScope',
    'groupScope',
    'groupPublic',
    'groupWorkflows',
    'membersCreate',
    'basePermission',
    'robotApproval',
    'propertiesLocked',
    'gitlabVariable',
    'gitlabVariableScope',
    'gitlabRunner',
  ]);
  return distinctSettings(
    ways.flatMap((way) =>
      way.settings.filter(({ kind }) => objects.has(kind) || kind === 'trust' || kind === 'delegation'),
    ),
  );
}

function weight(path: Path): number {
  return (path.certainty === 'proven' ? 0 : PATH_SEVERITIES.length) + PATH_SEVERITIES.indexOf(path.severity);
}
