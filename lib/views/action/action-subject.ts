import type { ActionPlace } from '#db/queries/action-detail.ts';
import type { ActionListRow } from '#db/queries/actions-read.ts';
import type { ActionSubject, SubjectPackage } from '#lib/domain/action/steps.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';

export interface ActionSources {
  key: string;
  /** Of its open findings, the worst first. */
  places: readonly ActionPlace[];
  /** Of its worst finding; null when none is open. */
  record: FindingRecord | null;
}

const known = (texts: readonly (string | null)[]): string[] => [...new Set(texts.filter((text) => text !== null))];

function packagesOf(places: readonly ActionPlace[]): SubjectPackage[] {
  const named = places.flatMap((place) =>
    place.packageName === null ? [] : [{ ...place, name: place.packageName, ecosystem: place.ecosystem || 'generic' }],
  );
  const groups = Map.groupBy(named, ({ ecosystem, name }) => `${ecosystem}/${name}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const versions = known(group.map((place) => place.packageVersion)).sort();
    return [{ ecosystem: first.ecosystem, name: first.name, versions }];
  });
}

/** What the steps of an action are made of. */
export function subjectOf(
  { kind, effortKind, target }: Pick<ActionListRow, 'kind' | 'effortKind' | 'target'>,
  { key, places, record }: ActionSources,
): ActionSubject {
  // The findings of an unpinned action name no package; the action's key does.
  const pinned = { ecosystem: 'github', name: key.slice('action-pin:'.length), versions: [] };
  return {
    ...{ kind, effortKind, target },
    packages: kind === 'pin' ? [pinned] : packagesOf(places),
    images: known(places.map((place) => place.image)),
    files: known(places.map((place) => place.path)),
    rules: known(places.map((place) => place.ruleId)),
    advice: record?.remediation ?? null,
  };
}
