import type { Category, PackageRef } from '#lib/domain/finding/finding.ts';
import { parseImage } from '#lib/domain/finding/image.ts';
import { packageKey } from '#lib/domain/finding/package.ts';
import { hashText } from '#lib/domain/identity/hash.ts';

export const ACTION_KINDS = ['upgrade', 'image', 'iac', 'pin', 'rotate', 'code', 'dast', 'privilege', 'watch'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/**
 * Kinds that are one fix, worked out once, wherever their key is the same. Others are other work in each repository: a rule
 * is broken by other code there.
 */
export const SHARED_KINDS: readonly ActionKind[] = ['upgrade', 'image', 'iac', 'pin', 'rotate', 'privilege', 'watch'];

/** The others: one fix in each repository. */
export const OWN_KINDS: readonly ActionKind[] = ACTION_KINDS.filter((kind) => !SHARED_KINDS.includes(kind));

/** What an action of each kind closes findings of. */
export const CATEGORIES_OF_KIND: Readonly<Record<ActionKind, readonly Category[]>> = {
  upgrade: ['dependency'],
  image: ['container'],
  iac: ['iac', 'pipeline'],
  pin: ['pipeline'],
  rotate: ['secret'],
  code: ['sast', 'quality', 'license'],
  dast: ['dast'],
  privilege: ['privilege'],
  watch: ['dependency', 'container'],
};

/** What a finding says about its fix. All text is as reported: hostile, and never markup. */
export interface ActionFacts {
  category: Category;
  ruleId: string;
  ruleName: string | null;
  /** The finding's own title, for pipelines: where the name of an unpinned action is looked for. */
  title?: string | null;
  /** The reported source line, for the same. */
  snippet?: string | null;
  path?: string | null;
  package?: PackageRef | null;
  /** Versions that fix this finding; empty: no fix is known. */
  fixedVersions?: readonly string[];
  /** Image reference as reported. */
  image?: string | null;
  /** IaC resource address. */
  resource?: string | null;
  /** The check's name across scanners, of infrastructure and pipelines; null: the rule's id. */
  check?: string | null;
  /** Hex of the finding's identity key, for secrets: one secret, one rotation. */
  secretKey?: string | null;
  urlTemplate?: string | null;
  principal?: string | null;
  /** What the principal reaches. */
  scope?: string | null;
  /** Of privileges: what to change, in words; with the id of the principal, the system where it is set, and its own id. */
  setting?: { words: string; principalId: string | null; system: string; fix?: string } | null;
}

const MAX_KEY = 300;

/** Which fix closes the finding. Deterministic, and free of versions: a new advisory changes the target, not the key. */
export function actionKey(facts: ActionFacts): { kind: ActionKind; key: string } {
  const { kind, key } = rawKey(facts);
  return { kind, key: bounded(key) };
}

function rawKey(facts: ActionFacts): { kind: ActionKind; key: string } {
  const { category, ruleId } = facts;
  switch (category) {
    case 'dependency':
      return watched(facts, 'upgrade', packageUrl(facts.package));
    case 'container':
      return watched(facts, 'image', imageName(facts.image));
    case 'secret':
      return { kind: 'rotate', key: `rotate:${facts.secretKey || `${ruleId}@${facts.path ?? ''}`}` };
    case 'iac':
      return { kind: 'iac', key: `iac:${resourceGroup(facts.resource)}#${facts.check ?? ruleId}` };
    case 'pipeline':
      return pipelineKey(facts);
    case 'dast':
      return { kind: 'dast', key: `dast:${ruleId}+${facts.urlTemplate ?? ''}` };
    case 'privilege':
      return { kind: 'privilege', key: `privilege:${privilegeKey(facts)}` };
    case 'license':
      return { kind: 'code', key: `code:${ruleId}+${packageUrl(facts.package) ?? ''}` };
    case 'sast':
      return { kind: 'code', key: `code:${ruleId}` };
    // Apart, because a rule may report under both, and only one of them scores.
    case 'quality':
      return { kind: 'code', key: `code:quality+${ruleId}` };
  }
}

/** A finding without a fix is an action of its own: no upgrade closes it, so it must not count in an upgrade's gain. */
function watched(facts: ActionFacts, kind: 'upgrade' | 'image', subject: string | null): ReturnType<typeof rawKey> {
  const name = subject ?? facts.ruleId;
  if ((facts.fixedVersions ?? []).length > 0) return { kind, key: `${kind}:${name}` };
  return { kind: 'watch', key: `watch:${kind === 'image' ? 'image:' : ''}${name}` };
}

/** One setting of one system is one fix, wherever it is missing; what one principal has is taken from it at once. */
function privilegeKey({ setting, principal, scope, ruleId }: ActionFacts): string {
  if (!setting) return `${principal ?? ''}+${scope ?? ''}`;
  if (setting.fix !== undefined) return `${setting.system}#${setting.fix}`;
  return `${setting.system}#${ruleId}${setting.principalId === null ? '' : `+${setting.principalId}`}`;
}

function pipelineKey(facts: ActionFacts): ReturnType<typeof rawKey> {
  const action = unpinnedAction(facts);
  if (action !== null) return { kind: 'pin', key: `action-pin:${action.toLowerCase()}` };
  return { kind: 'iac', key: `iac:workflow#${facts.check ?? facts.ruleId}` };
}

/** Package URL without version; null when the package is not known. */
export function packageUrl(ref: PackageRef | null | undefined): string | null {
  return ref === null || ref === undefined || ref.name.trim() === '' ? null : `pkg:${packageKey(ref)}`;
}

/** Image name without tag and digest; a bare digest is its own name. */
export function imageName(image: string | null | undefined): string | null {
  if (image === null || image === undefined) return null;
  const { name, digest } = parseImage(image);
  return name || digest || null;
}

/** The module, or else the type, of a resource address; `*` when the report does not say. */
export function resourceGroup(resource: string | null | undefined): string {
  const parts = (resource ?? '').split(/[./[]/).filter((part) => part !== '');
  const [first, second] = parts;
  if (first === undefined) return '*';
  if (first === 'module' && second !== undefined) return `module.${second}`;
  return first === 'data' && second !== undefined ? second : first;
}

const PIN_WORDS = ['pin', 'unpinned', 'pinned', 'pinning', 'mutable', 'tag'];

/** `owner/name` of the action that a rule about pinning is about; null when the finding is about something else. */
export function unpinnedAction({ ruleId, ruleName, title, snippet }: ActionFacts): string | null {
  const words = `${ruleId} ${ruleName ?? ''}`.toLowerCase().split(/[^a-z]/);
  if (!words.some((word) => PIN_WORDS.includes(word))) return null;
  for (const text of [snippet, title]) {
    for (const word of (text ?? '').slice(0, 2000).split(/[\s"'`(),;]/)) {
      const [reference = '', ref] = word.split('@');
      const [owner, name] = reference.split('/');
      if (ref && owner && name && isName(owner) && isName(name)) return `${owner}/${name}`;
    }
  }
  return null;
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,100}$/.test(text) && text !== '.' && text !== '..';
}

/** Fit for a database and an index: no NUL, no half characters, not long. */
function bounded(raw: string): string {
  const key = raw.replaceAll('\0', '').toWellFormed();
  return key.length <= MAX_KEY ? key : `${key.slice(0, MAX_KEY - 33).toWellFormed()}~${hashText(key)}`;
}
