import { normaliseEcosystem } from '#lib/domain/finding/package.ts';
import { type ActionFacts, type ActionKind, actionKey, imageName } from './key.ts';
import { targetVersion } from './target.ts';
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
const MAX_TITLE = 200;

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
    title: oneLine(titleOf(kind, facts, target, count)),
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

function titleOf(kind: ActionKind, facts: ActionFacts, target: string | null, count: number): string {
  const places = count === 1 ? '' : ` in ${count} places`;
  switch (kind) {
    case 'upgrade':
      return `Upgrade ${packageName(facts)}${target === null ? '' : ` to ${target}`}`;
    case 'image':
      return `Update the image ${imageName(facts.image) ?? ''}`;
    case 'watch':
      return `Watch ${facts.category === 'container' ? (imageName(facts.image) ?? '') : packageName(facts)}: no fix yet`;
    case 'rotate':
      return `Rotate the ${secretName(facts)}${facts.path ? ` in ${baseName(facts.path)}` : ''}`;
    case 'pin':
      return `Pin ${actionKey(facts).key.slice('action-pin:'.length)} to a commit`;
    case 'dast':
      return `Fix ${ruleWords(facts)}${facts.urlTemplate ? ` at ${facts.urlTemplate}` : places}`;
    case 'privilege':
      return `Reduce what ${facts.principal ?? 'the principal'} can do${facts.scope ? ` on ${facts.scope}` : ''}`;
    case 'iac':
    case 'code':
      return `Fix ${ruleWords(facts)}${places}`;
  }
}

function packageName({ package: ref, ruleId }: ActionFacts): string {
  return ref?.name || ruleId;
}

/** Some scanners put their whole explanation where the name belongs: that is no part of a title. */
function shortName(ruleName: string | null): string {
  const name = ruleName?.trim() ?? '';
  const isSentence = /[.!?](?:\s|$)/.test(name) || name.split(/\s+/).length > 8;
  return name.length > 70 || isSentence ? '' : name;
}

/** `tainted SQL (python.sql-injection)`: name and id, once when they are the same. */
function ruleWords({ ruleId, ruleName }: ActionFacts): string {
  const name = shortName(ruleName);
  return name === '' || name.toLowerCase() === ruleId.toLowerCase() ? ruleId : `${name} (${ruleId})`;
}

const ACRONYMS = new Set('aws gcp api jwt ssh rsa dsa pgp npm id url sas pat iam oauth db sql tls ssl pypi'.split(' '));
const SECRET_WORDS = new Set('key token secret password credential credentials certificate'.split(' '));

/** `aws-access-token` → `AWS access token`; says that it is a secret when the rule's name does not. */
function secretName({ ruleId, ruleName }: ActionFacts): string {
  const words = (shortName(ruleName) || ruleId).split(/[\s._\-/]+/).filter((word) => word !== '');
  const plain = words.map((word) => (ACRONYMS.has(word.toLowerCase()) ? word.toUpperCase() : word));
  const said = words.some((word) => SECRET_WORDS.has(word.toLowerCase()));
  return said ? plain.join(' ') : [...plain, 'secret'].join(' ');
}

function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

function oneLine(text: string): string {
  const line = text.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim().toWellFormed();
  return line.length <= MAX_TITLE ? line : `${line.slice(0, MAX_TITLE - 1).toWellFormed()}…`;
}
