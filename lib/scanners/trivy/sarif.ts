import type { Category, Location } from '#lib/domain/finding/finding.ts';
import type { SarifDialect, SarifItem, SarifSeverity } from '#lib/scanners/sarif/dialect.ts';
import type { RuleInfo } from '#lib/scanners/sarif/rule-info.ts';
import { avdCheck } from '#lib/scanners/shared/avd-check.ts';
import { asString, plainText } from '#lib/scanners/shared/text.ts';
import { severityOf } from './severity.ts';

export const trivy: SarifDialect = {
  id: 'trivy',
  aliases: ['trivy', 'trivyvulnerabilityscanner', 'aquasecuritytrivy'],
  category,
  check: avdCheck,
  says,
  message: shownMessage,
  places,
  secretLine: (message) => field(MATCH, message),
};

const CHECK = /^(?:AVD-[A-Z]{2,10}-\d{3,5}|(?:AWS|AZU|GCP|DS|KSV|KCV|OCI|DIG|GIT)-?\d{3,5})$/;
const SEVERITY = /^Severity: ([A-Z]{1,20})$/m;
const MATCH = /^Match: (.{1,4000})$/ms;
const SECRET = /^Secret (.{1,200})$/m;
const MISCONFIGURED = /^Message: (.{1,8000}?)\nLink: /ms;

function field(pattern: RegExp, message: string): string | null {
  return asString(pattern.exec(message.slice(0, 20_000))?.[1]);
}

function category(rule: RuleInfo | null, image: boolean): Category {
  const words = [rule?.name ?? '', ...(rule?.tags ?? [])].map((word) => word.toLowerCase());
  if (words.includes('misconfiguration')) return 'iac';
  if (words.includes('secret')) return 'secret';
  if (words.includes('license')) return 'license';
  // A run that does not describe its rules.
  if (rule !== null && CHECK.test(rule.id)) return 'iac';
  return image ? 'container' : 'dependency';
}

/** What it writes as the score where it knows none: one for each word. */
const NO_SCORE: ReadonlySet<string> = new Set(['9.5', '8.0', '5.5', '2.0', '0.0']);

/** Its own word is in the message: a rule is of the first result with its id, and another package may be rated otherwise. */
function says({ rule, message }: Pick<SarifItem, 'rule' | 'message'>): SarifSeverity | null {
  const word = field(SEVERITY, message);
  if (word === null) return null;
  const said = rule.securitySeverity;
  const score = said === null || NO_SCORE.has(said.reported) ? null : said.score;
  return { ...severityOf(word), score };
}

/** The message of a check is a line among others; an advisory's text is the rule's, a secret's title says it. */
function shownMessage({ rule, message }: SarifItem): string | null {
  const own = field(MISCONFIGURED, message);
  if (own !== null) return plainText(own);
  return message.startsWith('Package: ') ? rule.description : field(SECRET, message);
}

/** Places in an image are no files of the repository. */
function places({ locations }: SarifItem, image: string | null): readonly Location[] {
  if (image === null) return locations;
  return locations.map((place) => ({ ...place, path: null, startLine: null, endLine: null, label: place.path }));
}
