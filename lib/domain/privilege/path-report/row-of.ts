import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { placesOf } from '#lib/domain/privilege/access/places-of.ts';
import { isEmptySet, isSubset } from '#lib/domain/privilege/access/principal-set.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { cutCost } from '#lib/domain/privilege/path/cut-cost.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import { pathEvidence } from '#lib/domain/privilege/path/path-evidence.ts';
import { settingWords } from '#lib/domain/privilege/path/setting-words.ts';
import type { World } from '#lib/domain/privilege/path/world.ts';
import type { OpenSetting, PathRow } from './path-report.ts';
import type { PrincipalSets } from './principal-sets.ts';
import { settingPlace } from './setting-place.ts';

const SHOWN = 10;
const EVIDENCE = 20;

export function openSetting(facts: AccessFacts, setting: Setting): OpenSetting {
  return { key: settingPlace(setting), ...settingWords(facts, setting), cost: cutCost(setting) };
}

/** A path in words and names, with samples in place of long lists. */
export function rowOf(world: World, path: Path, sets: PrincipalSets): PathRow {
  const { facts } = world;
  const { key, pattern, target, certainty, severity, steps, through, settings } = path;
  const reach = certainty === 'proven' ? 'sure' : 'maybe';
  const alone = path.alone[reach];
  const helped = path.helped[reach];
  const name = (at: number) => placesOf(facts)[at]?.name ?? '';
  const { ids, unknown } = pathEvidence(world, path);
  return {
    ...{ key, pattern, severity, certainty, steps },
    ...{ targetKind: target.kind, targetId: target.id, targetName: target.name, because: target.because },
    ...{ repository: target.repository === null ? null : name(target.repository), system: target.system },
    ...{ aloneSet: sets.placeOf(alone), helpedSet: sets.placeOf(helped) },
    ...{ alone: sets.people(alone), helped: sets.people(helped) },
    ownersOnly: isOwnersOnly(world, path),
    through: { count: through.length, names: through.slice(0, SHOWN).map(name) },
    settings: distinctPlaces(settings).map((setting) => openSetting(facts, setting)),
    evidence: ids.slice(0, EVIDENCE),
    unknown: unknown.slice(0, EVIDENCE),
  };
}

/** The first of them, each place once: the trust of a role is one setting, through however many repositories. */
function distinctPlaces(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [settingPlace(setting), setting])).values()].slice(0, SHOWN);
}

/** Nobody but owners goes it, alone or, where nobody goes alone, at all. */
export function isOwnersOnly(world: World, { alone, helped, certainty }: Path): boolean {
  const reach = certainty === 'proven' ? 'sure' : 'maybe';
  const who = isEmptySet(alone[reach]) ? helped[reach] : alone[reach];
  return isSubset(who, world.organization.owners.sure);
}
