import type { Severity } from '#lib/domain/finding/finding.ts';
import { cweFrom } from '#lib/domain/finding/normalise.ts';
import { severityFrom, severityFromCvss } from '#lib/domain/finding/severity.ts';
import {
  asArray,
  asNumber,
  asRecord,
  asString,
  asStrings,
  isRecord,
  type Json,
  oneLine,
  plainText,
  stripHtml,
} from '#lib/scanners/shared/text.ts';
import type { Taxonomies } from './taxonomy.ts';

/** What all results of one rule share; computed once per rule. */
export interface RuleInfo {
  id: string;
  name: string | null;
  title: string | null;
  description: string | null;
  helpUrl: string | null;
  helpText: string;
  remediation: string | null;
  references: readonly string[];
  tags: readonly string[];
  cwes: readonly number[];
  level: string | null;
  securitySeverity: SaidSeverity | null;
  precision: string | null;
  properties: Json;
  messageStrings: Json;
  /** Other names of the same rule: aliases of an advisory. */
  deprecatedIds: readonly string[];
}

/** `text` of a message object, or of its Markdown; a plain string is taken as text. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return asString(value);
  const { text, markdown } = asRecord(value);
  const plain = typeof text === 'string' ? asString(text) : null;
  if (plain !== null) return plain;
  return typeof markdown === 'string' ? asString(plainText(markdown)) : null;
}

/** What a `security-severity` says. */
export interface SaidSeverity {
  severity: Severity;
  reported: string;
  /** Null when it is a word. */
  score: number | null;
}

/** The `security-severity`: a score from 0 to 10, as text or as a number, or a word that some write in its place. */
export function securitySeverity(properties: Json): SaidSeverity | null {
  const reported = asString(properties['security-severity']);
  if (reported === null) return null;
  const score = asNumber(reported.replace(/^\s*(\d{1,2}),(\d{1,4})\s*$/, '$1.$2'));
  const severity = score === null ? severityFrom(reported) : severityFromCvss(score);
  return severity === null ? null : { severity, reported, score };
}

const CWE_TAG = /^(?:external\/)?cwe[-_/: ]{0,3}(?:cwe[-_ ]?)?0*(\d{1,5})(?!\d)/i;

const CWE_PROPERTIES = ['cwe', 'cwes', 'CWE', 'cwe_ids', 'cweIds', 'issue_cwe'];

/** CWE numbers of tags and of the properties that tools use for them. */
export function cwesOf(properties: Json): number[] {
  const found = asStrings(properties.tags).map((tag) => CWE_TAG.exec(tag)?.[1]);
  const named = CWE_PROPERTIES.flatMap((key) => (properties[key] === undefined ? [] : wrap(properties[key])));
  if (found.length === 0 && named.length === 0) return [];
  const numbers = named.map((each) => (isRecord(each) ? (each.id ?? each.cweId) : each));
  return [...found, ...numbers].map(cweFrom).filter((cwe) => cwe !== null);
}

function wrap(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function cwesOfRelationships(rule: Json, taxonomies: Taxonomies): number[] {
  return asArray(rule.relationships)
    .map((relationship) => taxonomies.cweOf(asRecord(relationship).target))
    .filter((cwe) => cwe !== null);
}

/** `{"text": …}`, HTML in some reports. */
function solutionOf(properties: Json): string | null {
  const text = textOf(properties.solution);
  return text === null ? null : asString(stripHtml(text));
}

const FIX_HEADING =
  /^#{1,6}\s{0,5}(?:recommendations?|remediation|how to fix|fix|solution|mitigation)\s{0,5}:?\s{0,20}$/i;

/** The section of a rule's help that says how to fix it. */
function remediationIn(markdown: string | null): string | null {
  if (markdown === null) return null;
  const lines = markdown.slice(0, 60_000).split('\n');
  const start = lines.findIndex((line) => line.length < 60 && FIX_HEADING.test(line.trim()));
  if (start === -1) return null;
  const length = lines.slice(start + 1).findIndex((line) => /^#{1,6}\s/.test(line));
  const section = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length);
  return asString(plainText(section.join('\n')));
}

/** The short description; null when it only repeats the id. */
function titleOf(short: string | null, id: string, empty: RegExp | undefined): string | null {
  if (short === null) return null;
  const bare = short.includes(id) ? short.replace(id, '') : short;
  const rest = bare === short || empty === undefined ? bare : bare.replace(empty, '');
  const words = rest.match(/\p{L}{2,}/gu) ?? [];
  return rest === short || words.length > 1 ? oneLine(plainText(short)) : null;
}

/** `emptyTitle`: what stands beside the id in a title that says nothing. */
export function ruleInfo(id: string, rule: Json, taxonomies: Taxonomies, emptyTitle: RegExp | undefined): RuleInfo {
  const properties = asRecord(rule.properties);
  const help = asRecord(rule.help);
  const short = textOf(rule.shortDescription);
  const full = textOf(rule.fullDescription);
  const name = asString(rule.name);
  const tags = asStrings(properties.tags);
  const helpText = typeof rule.help === 'string' ? rule.help : (asString(help.text) ?? asString(help.markdown) ?? '');
  return {
    id,
    name: name === id ? null : name,
    title: titleOf(short, id, emptyTitle),
    description: full ?? short,
    helpUrl: asString(rule.helpUri),
    helpText,
    remediation:
      asString(properties.remediation) ??
      solutionOf(properties) ??
      remediationIn(asString(help.markdown) ?? asString(help.text)),
    references: asStrings(properties.references),
    tags,
    cwes: [...new Set([...cwesOf(properties), ...cwesOfRelationships(rule, taxonomies)])],
    level: asString(asRecord(rule.defaultConfiguration).level),
    securitySeverity: securitySeverity(properties),
    precision: asString(properties.precision) ?? asString(properties.confidence),
    properties,
    messageStrings: asRecord(rule.messageStrings),
    deprecatedIds: asStrings(rule.deprecatedIds),
  };
}
