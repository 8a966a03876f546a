import type { Category } from '#lib/domain/finding/finding.ts';
import { HOUR_MS } from '#lib/domain/time.ts';
import type { CountedFindings, FactGroup, GateFacts, GatePlace, ScannedCategory } from './gate-facts.ts';
import type { Judgement } from './judgement.ts';
import { isAsBad, ruleCounts } from './rule-counts.ts';
import {
  type ExploitLevel,
  type FindingRule,
  hoursOf,
  LIMITED_SEVERITIES,
  type PolicyRule,
  type RuleOf,
} from './schema.ts';

/** What one rule says of the facts. Pure: the rule is for this place, which its caller has asked. */
export function judgeRule(rule: PolicyRule, place: GatePlace, facts: GateFacts, now: Date): Judgement {
  switch (rule.kind) {
    case 'severity':
    case 'exploit':
    case 'secret':
    case 'exception':
      return judgeFindings(rule, place, facts);
    case 'scanner':
      return judgeScanners(rule, place, facts.scanned, now);
    case 'provenance':
      return {
        says: 'unknown',
        message: 'Plumbline does not read provenance yet: who signed this is unknown.',
        count: null,
        remedy: [
          'Nothing in the code makes this pass. Set on_unknown of the rule to pass or warn until provenance is read.',
        ],
      };
  }
}

function judgeFindings(rule: FindingRule, place: GatePlace, facts: GateFacts): Judgement {
  const counted = rule.findings === 'introduced' ? facts.introduced : facts.total;
  if (counted === null) {
    const message = 'Of this run it was not kept how many findings there were in all.';
    return { says: 'unknown', message, count: null, remedy: ['Judge the ref again: POST /api/v1/gate reads it.'] };
  }
  const groups = counted.groups.filter((group) => ruleCounts(rule, group));
  const count = sum(groups);
  const where = rule.findings === 'introduced' ? introducedIn(place) : `on ${place.ref}`;
  const broken = brokenBy(rule, groups, where);
  const sample = sampleWords(rule, counted, facts);
  if (broken !== null) return { says: 'broken', message: `${broken}${sample}`, count, remedy: [] };
  const unknown = counted.unknown ?? feedIsMissing(rule, counted, facts);
  if (unknown !== null)
    return { says: 'unknown', message: unknown, count, remedy: [remedyOfUnknown(rule, counted, place)] };
  return { says: 'met', message: `${howMany(count)} ${wordsOf(rule, count)} ${where}.${sample}`, count, remedy: [] };
}

const sum = (groups: readonly FactGroup[]): number => groups.reduce((total, { count }) => total + count, 0);

const introducedIn = ({ role }: GatePlace): string =>
  role === 'branch' ? 'added by this branch' : 'new with these reports';

const howMany = (count: number): string => (count === 0 ? 'No' : String(count));

/** How the limit is broken; null when it holds. */
function brokenBy(rule: FindingRule, groups: readonly FactGroup[], where: string): string | null {
  if (rule.kind !== 'severity') {
    const count = sum(groups);
    return count <= rule.max ? null : `${count} ${wordsOf(rule, count)} ${where}; ${allowed(rule.max)}.`;
  }
  for (const limit of LIMITED_SEVERITIES) {
    const max = rule.max[limit];
    if (max === undefined) continue;
    const count = sum(groups.filter(({ severity }) => isAsBad(severity, limit)));
    if (count > max) return `${count} ${severityWords(limit)} ${wordsOf(rule, count)} ${where}; ${allowed(max)}.`;
  }
  return null;
}

const allowed = (max: number): string => (max === 0 ? 'none is allowed' : `${max} ${max === 1 ? 'is' : 'are'} allowed`);

const severityWords = (limit: (typeof LIMITED_SEVERITIES)[number]): string =>
  limit === 'critical' ? 'critical' : `${limit} or worse`;

const EXPLOIT_WORDS: Readonly<Record<ExploitLevel, string>> = {
  kev: 'known to be exploited (KEV) or malicious',
  epss50: 'malicious, in KEV or with an EPSS of 50 % or more',
  epss10: 'malicious, in KEV or with an EPSS of 10 % or more',
  epss1: 'malicious, in KEV or with an EPSS of 1 % or more',
};

/** What the rule counts. */
function wordsOf(rule: FindingRule, count: number): string {
  const findings = count === 1 ? 'finding' : 'findings';
  const secrets = count === 1 ? 'secret' : 'secrets';
  switch (rule.kind) {
    case 'severity':
      return rule.fixable === 'only' ? `${findings} with a fix` : findings;
    case 'exploit':
      return `${findings} ${EXPLOIT_WORDS[rule.at_least]}`;
    case 'secret':
      return rule.which === 'live' ? `live ${secrets}` : secrets;
    case 'exception':
      return `${findings} under an exception`;
  }
}

/**
 * What a rule about exploitation needs: nothing where no finding could be exploited, or where it would not count those that
 * are. What is accepted it leaves out whatever the feeds say: they end the exception, and then it is counted.
 */
function feedIsMissing(rule: FindingRule, { groups }: CountedFindings, { feeds }: GateFacts): string | null {
  if (rule.kind !== 'exploit') return null;
  const known = rule.at_least === 'kev' ? feeds.kev : feeds.kev && feeds.epss;
  const may = groups.some(
    (group) => isScored(group) && !ruleCounts(rule, group) && ruleCounts(rule, { ...group, exploit: 'kev' }),
  );
  if (known || !may) return null;
  return `No ${feeds.kev ? 'EPSS scores were' : 'KEV catalogue was'} loaded yet: what is exploited is unknown.`;
}

/** What rests on a sample of the demo is never told as if a feed said it. */
function sampleWords(rule: FindingRule, { groups }: CountedFindings, { feeds }: GateFacts): string {
  if (rule.kind !== 'exploit' || !groups.some(isScored)) return '';
  const asked = rule.at_least === 'kev' ? (['kev'] as const) : (['kev', 'epss'] as const);
  const samples = asked.filter((feed) => feeds.samples?.includes(feed)).map((feed) => feed.toUpperCase());
  if (samples.length === 0) return '';
  return ` What ${samples.join(' and ')} ${samples.length === 1 ? 'says' : 'say'} is a sample of the demo, with invented values.`;
}

/** Only advisories are in the feeds. */
const isScored = ({ category }: FactGroup): boolean => category === 'dependency' || category === 'container';

function remedyOfUnknown(rule: FindingRule, counted: CountedFindings, { role }: GatePlace): string {
  if (counted.unknown === null) return 'Load the KEV catalogue and EPSS scores.';
  if (rule.findings === 'total') return 'Deliver the reports that are missing.';
  return role === 'branch'
    ? 'Deliver a whole report of this branch, and one of the default branch by the same scanners to compare it with.'
    : 'Deliver a whole report: the next one is compared with it.';
}

const SCANNER_OF: Readonly<Record<Category, string>> = {
  sast: 'a code scanner',
  dependency: 'a dependency scanner',
  secret: 'a secret scanner',
  iac: 'an infrastructure scanner',
  container: 'a container scanner',
  dast: 'a dynamic scanner',
  pipeline: 'a pipeline scanner',
  privilege: 'a privilege scanner',
  license: 'a license scanner',
  quality: 'a code quality scanner',
};

function judgeScanners(
  rule: RuleOf<'scanner'>,
  place: GatePlace,
  scanned: readonly ScannedCategory[] | null,
  now: Date,
): Judgement {
  if (scanned === null) {
    const message = 'Judged for all reports of a run together: POST /api/v1/gate, or plumbline gate.';
    return { says: 'later', message, count: null, remedy: [] };
  }
  const missing = rule.categories.flatMap(
    (category) => missingScan(rule, category, { scanned, now, ref: place.ref }) ?? [],
  );
  if (missing.length > 0) {
    return {
      says: 'broken',
      message: missing.map(({ message }) => message).join(' '),
      count: null,
      remedy: missing.map(({ remedy }) => remedy),
    };
  }
  const what = rule.this_commit ? 'of this commit' : `no older than ${ageText(hoursOf(rule.max_age))}`;
  return { says: 'met', message: `Reports ${what}: ${rule.categories.join(', ')}.`, count: null, remedy: [] };
}

function missingScan(
  rule: RuleOf<'scanner'>,
  category: Category,
  { scanned, now, ref }: { scanned: readonly ScannedCategory[]; now: Date; ref: string },
): { message: string; remedy: string } | null {
  const most = hoursOf(rule.max_age);
  const newest = scanned.filter((one) => one.category === category).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  const run = `Run ${SCANNER_OF[category]} on ${ref}`;
  if (newest === undefined) {
    return { message: `${ref} has no whole report of ${category}.`, remedy: `${run} and deliver its report.` };
  }
  const age = now.getTime() - new Date(newest.at).getTime();
  const hours = Math.max(0, Math.floor(age / HOUR_MS));
  const last = `the last report (${newest.scanner}) is ${ageText(hours)} old`;
  if (age > most * HOUR_MS) {
    return { message: `${category}: ${last}; ${ageText(most)} is allowed.`, remedy: `${run}: ${last}.` };
  }
  if (rule.this_commit && !newest.thisCommit) {
    return { message: `${category}: no report is of this commit.`, remedy: `${run} at this commit: ${last}.` };
  }
  return null;
}

function ageText(hours: number): string {
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}
