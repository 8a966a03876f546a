import { normaliseEcosystem } from '#lib/domain/finding/package.ts';
import type { EffortKind } from './effort.ts';
import { type ActionFacts, type ActionKind, actionKey } from './key.ts';
import { targetVersion } from './target.ts';
import { actionTitle, removalTitle } from './title.ts';
import { upgradeStep } from './version.ts';

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
