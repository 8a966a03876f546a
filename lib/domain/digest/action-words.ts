import { type ActionFacts, type ActionKind, imageName } from '#lib/domain/action/key.ts';
import { type ActionLoadGroups, isMalicious } from '#lib/domain/action/load.ts';
import { actionTitle, removalTitle, splitTitle } from '#lib/domain/action/title.ts';
import type { Category, PackageRef } from '#lib/domain/finding/finding.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';

export interface StoredFix {
  kind: ActionKind;
  key: string;
  category: Category;
  target: string | null;
  /** Open findings that it closes. */
  open: number;
  /** Rule of its worst finding; null where it has none. */
  ruleId: string | null;
  ruleName: string | null;
  /** Of its open findings. */
  load: ActionLoadGroups;
}

/**
 * What a fix is called outside of Plumbline: by its kind, its rule, and the package, image or CI action that its key names.
 * Nothing comes from a finding's title, path, address, snippet or message.
 */
export function fixWords({ kind, key, category, target, open, ruleId, ruleName, load }: StoredFix): string {
  const facts: ActionFacts = {
    category,
    ruleId: ruleId ?? 'unnamed rule',
    ruleName,
    package: packageOf(key),
    image: kind === 'image' ? imageOf(key) : null,
  };
  if (isMalicious(load)) return headerText(removalTitle(facts));
  if (kind === 'pin') return headerText(`Pin ${key.slice('action-pin:'.length)} to a commit`);
  return headerText(splitTitle(kind, actionTitle(kind, facts, target, open)).title);
}

/** `upgrade:pkg:npm/@acme/web` → `@acme/web`; of what has no fix, and is only watched, too. */
function packageOf(key: string): PackageRef | null {
  const [, ecosystem, name] = /^(?:upgrade|watch):pkg:([^/]+)\/(.+)$/.exec(key) ?? [];
  return ecosystem === undefined || name === undefined ? null : { ecosystem, name, version: null };
}

function imageOf(key: string): string | null {
  const image = key.slice('image:'.length);
  return image === '' ? null : imageName(image);
}
