import { normaliseEcosystem } from '#lib/domain/finding/package.ts';
import { type ActionFacts, type ActionKind, actionKey } from './key.ts';
import { targetVersion } from './target.ts';
import { actionTitle, removalTitle } from './title.ts';
import { upgradeStep } from './version.ts';

export const EFFORT_KINDS = ['pin', 'patch', 'minor', 'major', 'iac', 'image', 'rotate', 'code'] as const;
export type EffortKind = (typeof EFFORT_KINDS)[number];

/** The organization's own experience with one kind of effort. */
export interface Experience {
  closures: number;
  medianHours: number;
}

export interface Action {
  key: string;
  kind: ActionKind;
  /** One line in plain words. */
  title: string;
  effortKind: EffortKind;
  /** Version to go to, for upgrades: null when unknown, or not an upgrade. */
  target: string | null;
}

/** The other findings that the same action closes; by default the one finding stands alone. */
export interface ActionGroup {
  count: number;
  /** One of them says that the package itself is malicious. */
  malicious?: boolean;
  /** Fixed versions of every finding, one list each. */
  fixedVersions: readonly (readonly string[])[];
}

const BASE_HOURS: Readonly<Record<EffortKind, number>> = {
  pin: 0.25,
  patch: 0.5,
  minor: 1,
  major: 4,
  iac: 1,
  image: 2,
  rotate: 2,
  code: 4,
};
/** From so many closures on, an organization's own median says more than our guess. */
const CLOSURES_NEEDED = 10;

/** The fix that closes a finding; `group` describes all findings with the same key, for target and title. */
export function actionOf(facts: ActionFacts, group?: ActionGroup): Action {
  const { kind, key } = actionKey(facts);
  const count = Math.max(1, group?.count ?? 1);
  const current = facts.package?.version ?? null;
  const ecosystem = facts.package ? normaliseEcosystem(facts.package.ecosystem) : null;
  const target =
    kind === 'upgrade' ? targetVersion(group?.fixedVersions ?? [facts.fixedVersions ?? []], current, ecosystem) : null;
  const step = kind === 'upgrade' ? upgradeStep(current, target, ecosystem) : 'unknown';
  return {
    key,
    kind,
    title: group?.malicious === true ? removalTitle(facts) : actionTitle(kind, facts, target, count),
    effortKind: effortKindOf(kind, step),
    target,
  };
}

/** Hours that one repository takes. */
export function effortHours(kind: EffortKind, experience?: Experience): number {
  return experience !== undefined && experience.closures >= CLOSURES_NEEDED && experience.medianHours > 0
    ? experience.medianHours
    : BASE_HOURS[kind];
}

function effortKindOf(kind: ActionKind, step: ReturnType<typeof upgradeStep>): EffortKind {
  switch (kind) {
    case 'upgrade':
      return step === 'unknown' ? 'minor' : step;
    case 'image':
    case 'iac':
    case 'pin':
    case 'rotate':
    case 'code':
      return kind;
    // A setting somewhere, like infrastructure code.
    case 'privilege':
      return 'iac';
    // No upgrade exists, so the repository's code has to change.
    case 'dast':
    case 'watch':
      return 'code';
  }
}
