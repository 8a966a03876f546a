import { type ActionFacts, type ActionKind, actionKey, imageName } from './key.ts';

const MAX_TITLE = 200;
/** Longer names are explanations. */
const MAX_WORDS = 100;

/** What to do, in one line. A rule's id stands behind its words, in parentheses: `splitTitle` takes it apart. */
export function actionTitle(kind: ActionKind, facts: ActionFacts, target: string | null, count: number): string {
  return oneLine(titleOf(kind, facts, target, count));
}

/** For a package that is malicious, whatever else is wrong with it: no other version of it is worth trusting. */
export function removalTitle(facts: ActionFacts): string {
  return oneLine(`Remove ${packageName(facts)}: it is malicious`);
}

const WITH_RULE = /^(.{1,190}\S) \(([^\s()]{1,190})\)( in \d{1,9} places| at \S{1,190})?$/;

/** The title without the rule's id, and the id; null where it stands for the words, or where the title names no rule. */
export function splitTitle(kind: string, title: string): { title: string; rule: string | null } {
  if (kind !== 'iac' && kind !== 'code' && kind !== 'dast') return { title, rule: null };
  const [, words, rule, rest = ''] = WITH_RULE.exec(title) ?? [];
  return words === undefined || rule === undefined ? { title, rule: null } : { title: words + rest, rule };
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
      return `${fixOf(facts, count)}${facts.urlTemplate ? ` at ${facts.urlTemplate}` : places}`;
    case 'privilege':
      if (facts.setting?.fix !== undefined) return facts.setting.words;
      if (facts.setting) return `${facts.setting.words}${facts.principal ? `: ${facts.principal}` : places}`;
      return `Reduce what ${facts.principal ?? 'the principal'} can do${facts.scope ? ` on ${facts.scope}` : ''}`;
    case 'iac':
    case 'code':
      return `${fixOf(facts, count)}${places}`;
  }
}

function packageName({ package: ref, ruleId }: ActionFacts): string {
  return ref?.name || ruleId;
}

/** Names of rules that say what to do. */
const TELLS = /^(?:ensure|use(?! of)|avoid|enable|disable|require|restrict|remove|do not|don't|prevent)\s/i;

/** `Fix tainted SQL (python.sql-injection)`: the words of the rule with its id behind, or the id alone. */
function fixOf(facts: ActionFacts, count: number): string {
  const { ruleId } = facts;
  const words = ruleWords(facts, count);
  if (words === null) return `Fix ${ruleId}`;
  if (TELLS.test(words)) return `${words[0]?.toUpperCase()}${words.slice(1)} (${ruleId})`;
  // A sentence is no object of a verb.
  return `${words.split(' ').length > 5 ? 'Fix:' : 'Fix'} ${words} (${ruleId})`;
}

/** The rule's name in words; where it has none, or one word, which says little, the finding's title, if that would be so of all of its findings. */
function ruleWords({ ruleId, ruleName, title }: ActionFacts, count: number): string | null {
  const name = oneSentence(spelledOut(ruleName ?? '', ruleId));
  if (name?.includes(' ')) return name;
  const said = oneSentence(title ?? '');
  if (said === null || isSame(said, ruleId) || !said.includes(' ')) return name;
  return count === 1 || !/["'`“”‘’\d]/.test(said) ? said : name;
}

/** `hardcoded_password_string` → `hardcoded password string`; empty where the name is the id. */
function spelledOut(name: string, ruleId: string): string {
  const text = name.trim();
  if (isSame(text, ruleId)) return '';
  return /^[a-z0-9]+(?:[_-][a-z0-9]+)+$/.test(text) ? text.replaceAll(/[_-]/g, ' ') : text;
}

const isSame = (words: string, ruleId: string): boolean => words.toLowerCase() === ruleId.toLowerCase();

/** What to fix is what was found. */
const FOUND = /^(?:detected|found|identified)\s+(?:an?\s+|the\s+)?/i;

/** Without the point at its end; null for nothing, for several sentences and for a long one. */
function oneSentence(text: string): string | null {
  const line = text.replaceAll(/\s+/g, ' ').trim().replace(FOUND, '').replace(/\.$/, '');
  return line === '' || line.length > MAX_WORDS || /[.!?](?:\s|$)/.test(line) ? null : line;
}

/** Some scanners put their whole explanation where the name belongs: that is no name of a secret. */
function shortName(ruleName: string | null): string {
  const name = ruleName?.trim() ?? '';
  const isSentence = /[.!?](?:\s|$)/.test(name) || name.split(/\s+/).length > 8;
  return name.length > 70 || isSentence ? '' : name;
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
