import type { Observation } from '#lib/domain/finding/finding.ts';
import { snippetContent } from '#lib/domain/identity/content.ts';
import { findSecrets } from './find-secrets.ts';
import { isDistinctive, isHarmless, isLabel, isOwnName } from './harmless.ts';
import { literalsIn } from './value-in.ts';

/** Weaknesses whose finding *is* a credential in the code: hard-coded password, key, credentials. */
const CREDENTIAL_CWES: ReadonlySet<number> = new Set([259, 321, 798]);
const IN_CODE =
  /hard[-_ ]?cod|plain[-_ ]?text|clear[-_ ]?text|embedded|leaked|in (?:the )?(?:source|code)|high[-_ ]?entropy/i;
const CREDENTIAL =
  /pass(?:word|wd|phrase)|secret|credential|token|(?:api|access|private|encryption|crypto\w*)[-_ ]?key|high[-_ ]?entropy/i;

/** Whether the finding is a credential that stands in the code, by the weakness or by the words of its rule. */
export function isCredential(o: Observation): boolean {
  if (o.cwes.some((cwe) => CREDENTIAL_CWES.has(cwe))) return true;
  const words = `${o.rule.id} ${o.rule.name ?? ''} ${o.title} ${o.message}`.slice(0, 2000);
  return IN_CODE.test(words) && CREDENTIAL.test(words);
}

/** Only in a message: a name in quotes (`'password'`, `"src/app.py"`) explains. */
function isValueInMessage(literal: string, code: ReadonlySet<string>): boolean {
  if (code.has(literal)) return true;
  if (isHarmless(literal) || isOwnName(literal) || /^[\w./\\-]+\.\w{1,5}$|\s{1,3}\S+\s{1,3}\S+\s{1,3}/.test(literal))
    return false;
  return /\d/.test(literal) || !/^[\w.$-]+$/.test(literal);
}

/** `password: 'word'`, `the hard-coded value "word"`. */
const ANNOUNCED =
  /\b(?:value|pass(?:word|wd|phrase)|secret|string|literal|credentials?|token|key)\W{1,4}(["'])((?:(?!\1)[^\\\n]){2,1000})\1/gi;

/** `'x'` and `"x"`; what stands between backticks in a message is code. */
const quotedIn = (message: string): string[] => literalsIn(message.replaceAll('`', ' '));

/**
 * What a finding about a credential in the code quotes of it: literals of the line it points at, and of its message.
 * Empty for all other findings.
 */
export function credentialValues(o: Observation): string[] {
  if (o.subject.category === 'secret' || !isCredential(o)) return [];
  const code = new Set<string>();
  for (const place of o.locations.slice(0, 20)) {
    const line = snippetContent(place);
    if (line === null || line.length > 20_000) continue;
    for (const literal of literalsIn(line)) if (!isHarmless(literal) && !isOwnName(literal)) code.add(literal);
    for (const { start, end } of findSecrets(line)) code.add(line.slice(start, end));
  }
  const texts = [o.title, o.message].join('\n').slice(0, 20_000);
  const announced = [...texts.matchAll(ANNOUNCED)].map((match) => match[2] ?? '');
  const said = quotedIn(texts).filter((literal) => isValueInMessage(literal, code));
  return [
    ...new Set([...code, ...said, ...announced.filter((literal) => !isHarmless(literal) && !isLabel(literal))]),
  ].sort((a, b) => b.length - a.length);
}

/** Of values found in code: those that are secret wherever they stand. The others are words like "root". */
export function isSecretEverywhere(value: string): boolean {
  return isDistinctive(value) && !/\s/.test(value);
}
