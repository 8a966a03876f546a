import type { Category, Location, Observation, Subject } from '#lib/domain/finding/finding.ts';
import type { StandsFor } from '#lib/scanners/contract.ts';
import {
  asArray,
  asInteger,
  asRecord,
  asString,
  firstSentence,
  isRecord,
  type Json,
  oneLine,
} from '#lib/scanners/shared/text.ts';
import { type TrustedName, trustedFingerprint } from '#lib/scanners/shared/trusted-fingerprint.ts';
import { categoryOf } from './category.ts';
import type { SarifDialect, SarifItem } from './dialect.ts';
import { locationsOf } from './locations.ts';
import { fixText, messageText } from './message.ts';
import { cwesOf, type RuleInfo } from './rule-info.ts';
import type { Run } from './run.ts';
import { confidenceOf, severityOf } from './severity.ts';
import { subjectOf } from './subject.ts';
import { suppressionOf } from './suppression.ts';

export type Outcome =
  | { kind: 'observation'; observation: Observation; category: Category }
  | { kind: 'skipped'; reason: string; standsFor: StandsFor }
  /** The tool tells that it could not do its work. */
  | { kind: 'failure'; reason: string; path: string | null }
  /** No problem, or none any more: a passed check, for one. */
  | { kind: 'nothing' };

const NO_PROBLEM: ReadonlySet<string> = new Set(['pass', 'notApplicable', 'informational']);

export function readResult(value: unknown, run: Run, position: string): Outcome {
  if (!isRecord(value)) return { kind: 'skipped', reason: 'the result is not an object', standsFor: {} };
  if (NO_PROBLEM.has(asString(value.kind) ?? '') || asString(value.baselineState) === 'absent')
    return { kind: 'nothing' };
  const { info: rule, strings, owner } = run.rules.of(value);
  const text = messageText(value.message, rule, strings) ?? rule.description ?? rule.title ?? rule.name;
  const locations = locationsOf(value, run.artifacts, run.logicalLocations);
  if (text === null && rule.id === 'unnamed-rule') {
    const path = locations[0]?.path ?? null;
    const standsFor = path === null ? {} : { path };
    return { kind: 'skipped', reason: 'the result has neither a rule nor a message', standsFor };
  }
  const message = text ?? rule.id;
  if (run.errorsOnly) return { kind: 'failure', reason: message, path: locations[0]?.path ?? null };
  const { dialect } = run;
  if (dialect.isParseFailure?.(rule.id, message)) {
    const path = locations[0]?.path ?? null;
    return { kind: 'failure', reason: `could not parse ${path ?? 'a file'}`, path };
  }
  const item: SarifItem = { result: value, rule, message, locations };
  const subject = subjectOf(categoryOf(owner, rule, isOfImage(run, value)), item, run, owner);
  const places = dialect.places?.(item, run.image) ?? locations;
  const described = describe(value, run, rule, message);
  const shown = dialect.message?.(item) ?? message;
  const observation = { ...described, message: shown, subject, locations: [...places], position };
  return { kind: 'observation', observation: byCategory(subject, observation), category: subject.category };
}

type Described = Omit<Observation, 'subject' | 'locations' | 'position'>;

function describe(result: Json, run: Run, rule: RuleInfo, message: string): Described {
  const { dialect } = run;
  const properties = asRecord(result.properties);
  const index = asInteger(result.ruleIndex) ?? asInteger(asRecord(result.rule).index) ?? -1;
  const override = run.overrides.get(rule.id) ?? run.overrides.get(index) ?? null;
  const { severity, reported, score } = severityOf(dialect, { result, rule, message }, properties, override);
  const url = asString(result.hostedViewerUri);
  return {
    scanner: dialect.id,
    rule: { id: rule.id, ...formerIds(rule, dialect), name: rule.name, helpUrl: rule.helpUrl },
    title: titleOf(dialect, rule, message),
    message,
    remediation: fixText(dialect, result) ?? rule.remediation,
    severity,
    severityReported: reported,
    cvss: score,
    confidence: confidenceOf(dialect, result, properties, rule),
    cwes: cwesFor(result, properties, run, rule),
    references: [...new Set([rule.helpUrl, url, ...rule.references])].filter((each) => each !== null),
    trusted: trustedOf(dialect, result),
    ...(dialect.codeIsOptional?.(result) ? { codeIsOptional: true } : {}),
    suppression: suppressionOf(result),
  };
}

/** Names that earlier versions of the tool gave the rule (SARIF §3.49.5). */
function formerIds({ id, deprecatedIds }: RuleInfo, dialect: SarifDialect): { formerIds?: string[] } {
  const ids = [...new Set(deprecatedIds.map((each) => dialect.ruleId?.(each) ?? each))].filter((each) => each !== id);
  return ids.length === 0 ? {} : { formerIds: ids };
}

/** Templates of messages, and regular expressions. */
const NO_TITLE = /\{[\w:#]{0,40}\}|\(\?[:=!<imsx]|\[[^\]]{1,100}\][{+*]/;

/** The rule's own, where it says what the problem is; else the message's beginning. */
function titleOf(dialect: SarifDialect, rule: RuleInfo, message: string): string {
  const own = NO_TITLE.test((rule.title ?? '').slice(0, 1000)) ? null : rule.title;
  const title = own === null || dialect.title === undefined ? own : dialect.title(own);
  // One word (`Branch-Protection`) is a name: what is wrong is in the message.
  if (title !== null && /\s/.test(title)) return title;
  const said = firstSentence(message);
  // A message that is a list of fields.
  const name = /^Package: (\S{1,200})$/.exec(said)?.[1];
  const first = name === undefined ? said : `${rule.id} in ${name}`;
  if (title === null || (name !== undefined && title === rule.id)) return first;
  return first === title || first === rule.id ? title : oneLine(`${title}: ${first}`);
}

/** What depends on the category too. */
function byCategory(subject: Subject, observation: Observation): Observation {
  if (subject.category === 'secret') {
    // Secret scanners that give no level mean no mild one: as in their own formats.
    const severity = observation.severityReported === null ? 'high' : observation.severity;
    const cwes = observation.cwes.length > 0 ? observation.cwes : [798];
    return { ...observation, cvss: null, severity, cwes };
  }
  if (subject.category === 'dast') {
    return {
      ...observation,
      cvss: null,
      locations: observation.locations.map((place) => atAddress(place, subject.url)),
    };
  }
  if (subject.category !== 'dependency' && subject.category !== 'container') return { ...observation, cvss: null };
  // Only advisories are scored by CVSS; an advisory is its own rule, whatever the tool adds to its id.
  const advisory = subject.advisories[0];
  const named = advisory !== undefined && observation.rule.id.startsWith(advisory);
  return named ? { ...observation, rule: { ...observation.rule, id: advisory } } : observation;
}

/** The path of an address is no file, though some write it as one. */
function atAddress(place: Location, url: string): Location {
  if (place.path === null || !url.endsWith(place.path.replace(/^\/+/, '')) || /^https?:/i.test(place.path))
    return place;
  return { ...place, path: null, label: url };
}

function cwesFor(result: Json, properties: Json, run: Run, rule: RuleInfo): number[] {
  const found = new Set([...rule.cwes, ...cwesOf(properties)]);
  for (const each of asArray(result.taxa)) {
    const cwe = run.taxonomies.cweOf(each);
    if (cwe !== null) found.add(cwe);
  }
  return [...found].sort((a, b) => a - b);
}

/** Whatever tool writes it, the name stands for one known algorithm: that of code scanning at GitHub. */
const LINE_HASH: readonly TrustedName[] = [
  { name: 'primaryLocationLineHash', pathFree: true, ordinalAfter: ':', shape: /^[0-9a-f]{4,64}:\d{1,9}$/i },
];

const NO_NAMES: readonly TrustedName[] = [];

function trustedOf(dialect: SarifDialect, result: Json): Observation['trusted'] {
  const partial = asRecord(result.partialFingerprints);
  const full = asRecord(result.fingerprints);
  const written = Object.keys(full).length === 0 ? partial : { ...partial, ...full };
  return trustedFingerprint(written, LINE_HASH) ?? trustedFingerprint(written, dialect.trusted ?? NO_NAMES);
}

function isOfImage(run: Run, result: Json): boolean {
  if (run.image !== null) return true;
  return run.dialect.isOfImage?.(asString(asRecord(result.message).text) ?? '') === true;
}
