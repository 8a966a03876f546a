import { type ActionFacts, type ActionKind, imageName } from '#lib/domain/action/key.ts';
import { actionTitle, splitTitle } from '#lib/domain/action/title.ts';
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
}

/**
 * What a fix is called outside of Plumbline: by its kind, its rule, and the package, image or CI action that its key names.
 * Nothing comes from a finding's title, path, address, snippet or message.
 */
export function fixWords({ kind, key, category, target, open, ruleId, ruleName }: StoredFix): string {
  const facts: ActionFacts = {
    category,
    ruleId: ruleId ?? 'unnamed rule',
    ruleName,
    package: kind === 'upgrade' ? packageOf(key) : null,
    image: kind === 'image' ? imageOf(key) : null,
  };
  if (kind === 'pin') return headerText(`Pin ${key.slice('action-pin:'.length)} to a commit`);
  return headerText(splitTitle(kind, actionTitle(kind, facts, target, open)).title);
}

/** `upgrade:pkg:npm/@acme/web` → `@acme/web` */
function packageOf(key: string): PackageRef | null {
  const [, ecosystem, name] = /^upgrade:pkg:([^/]+)\/(.+)$/.exec(key) ?? [];
  return ecosystem === undefined || name === undefined ? null : { ecosystem, name, version: null };
}

function imageOf(key: string): string | null {
  const image = key.slice('image:'.length);
  return image === '' ? null : imageName(image);
}
