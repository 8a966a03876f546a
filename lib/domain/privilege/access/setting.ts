import type { GitlabSetting } from '#lib/domain/privilege/gitlab/setting.ts';

/**
 * One setting that can be tightened. Each step of a path names those that hold it open; to tighten one changes facts, and
 * what that closes is computed anew.
 */
export type Setting =
  | GitlabSetting
  | { readonly kind: 'branchCreation'; readonly repository: string }
  | { readonly kind: 'branchReviews'; readonly repository: string; readonly branch: string }
  | { readonly kind: 'enforceAdmins'; readonly repository: string; readonly rule: string }
  | { readonly kind: 'enforcement'; readonly repository: string | null; readonly ruleset: string }
  | { readonly kind: 'bypass'; readonly repository: string | null; readonly ruleset: string; readonly actor: string }
  | { readonly kind: 'robotApproval'; readonly repository: string }
  | { readonly kind: 'codeOwners'; readonly repository: string }
  | { readonly kind: 'deployKey'; readonly repository: string; readonly key: string }
  | { readonly kind: 'delegation'; readonly app: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'grant'; readonly repository: string; readonly holder: string; readonly role: string }
  | { readonly kind: 'basePermission' }
  | { readonly kind: 'propertiesLocked' }
  | { readonly kind: 'membersCreate' }
  | { readonly kind: 'secretScope'; readonly secret: string }
  | { readonly kind: 'secretToEnvironment'; readonly repository: string; readonly secret: string }
  | { readonly kind: 'environmentRefs'; readonly repository: string; readonly environment: string }
  | { readonly kind: 'selfReview'; readonly repository: string; readonly environment: string }
  | { readonly kind: 'environmentAdmins'; readonly repository: string; readonly environment: string }
  | { readonly kind: 'missingEnvironment'; readonly repository: string; readonly environment: string }
  | { readonly kind: 'trust'; readonly cloudRole: string; readonly repository: string }
  | { readonly kind: 'groupScope'; readonly group: string }
  | { readonly kind: 'groupPublic'; readonly group: string }
  | { readonly kind: 'groupWorkflows'; readonly group: string }
  | { readonly kind: 'foreignCode'; readonly repository: string; readonly workflow: string }
  | { readonly kind: 'botName'; readonly repository: string; readonly workflow: string }
  | { readonly kind: 'pinnedCall'; readonly repository: string; readonly workflow: string }
  | { readonly kind: 'dualControl'; readonly safe: string }
  | { readonly kind: 'safeFree' | 'safeManager' | 'safeConfirmer'; readonly safe: string; readonly member: string }
  | { readonly kind: 'leak'; readonly repository: string; readonly leak: string };

const FIELDS = [
  ...['repository', 'branch', 'rule', 'ruleset', 'actor', 'key', 'app', 'token', 'holder', 'role', 'secret'],
  ...['environment', 'cloudRole', 'group', 'workflow', 'leak', 'safe', 'member'],
  ...['ref', 'pattern', 'tier', 'runner'],
];

const keys = new WeakMap<Setting, string>();

/** Equal for equal settings, and only for these. */
export function settingKey(setting: Setting): string {
  const known = keys.get(setting);
  if (known !== undefined) return known;
  const values = new Map<string, unknown>(Object.entries(setting));
  let key: string = setting.kind;
  for (const field of FIELDS) if (values.has(field)) key += `\u0000${field}\u0000${values.get(field)}`;
  keys.set(setting, key);
  return key;
}
