import type { Observation, StatedSeverity } from '#lib/domain/finding/finding.ts';
import {
  type Gap,
  type Outline,
  ReportError,
  type ReportSource,
  type ReportSummary,
  type Scanner,
  type Sink,
} from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, asStrings, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { sameRule } from './same-rule.ts';

const TYPES: ReadonlySet<unknown> = new Set([
  'flattened',
  'group-by-namespace',
  'group-by-resource',
  'group-by-severity',
]);

/** legitify's JSON, flattened or grouped: what passed and what was skipped is no finding; what was skipped is not known. */
export const scanner: Scanner = {
  id: 'legitify',
  name: 'legitify',
  aliases: ['legitify-json'],
  categories: ['privilege'],
  docsUrl: 'https://github.com/Legit-Labs/legitify',
  accepts: ({ kind, ...outline }: Outline) =>
    kind === 'json' &&
    'value' in outline &&
    isRecord(outline.value) &&
    TYPES.has(outline.value.type) &&
    isRecord(outline.value.content),
  parse,
};

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const document = asRecord(await readJson(source, { cuts: [], onItem() {} }));
  if (!isRecord(document.content)) throw new ReportError('content is missing', 'content');
  const skipped = new Map<string, Set<string>>();
  const seen = new Set<string>();
  let looked = 0;
  for (const { name, policy, position } of policiesIn(document.content, 'content', 0)) {
    for (const [index, each] of asArray(policy.violations).entries()) {
      const place = `${position}.violations[${index}]`;
      const found = readViolation(name, asRecord(policy.policyInfo), asRecord(each));
      if (typeof found === 'string') {
        sink.skipped({ position: place, reason: found, standsFor: null });
        continue;
      }
      const { status, observation } = found;
      const { subject, rule } = observation;
      const resource = subject.category === 'privilege' ? subject.resource : '';
      if (status === 'SKIPPED') skipped.set(rule.id, (skipped.get(rule.id) ?? new Set()).add(resource));
      else looked += 1;
      // Two policies may ask one question; a policy may stand in several groups.
      const key = JSON.stringify([rule.id, resource]);
      if (status !== 'FAILED' || seen.has(key)) continue;
      seen.add(key);
      sink.observation({ ...observation, position: place });
    }
  }
  const gaps = [...skipped].map(([rule, subjects]): Gap => {
    const reason = `legitify skipped ${rule}: it may not see what the policy looks at, or the policy does not apply.`;
    return { scope: 'rules', reason, rules: [rule], subjects: [...subjects].sort() };
  });
  if (looked === 0) gaps.unshift(nothingScanned('legitify judged nothing.'));
  return onePart({ scanner: 'legitify', categories: ['privilege'], gaps });
}

interface Policy {
  name: string;
  policy: Json;
  position: string;
}

/** Policies, below groups of them however these are called. */
function* policiesIn(content: Json, position: string, depth: number): Generator<Policy> {
  for (const [name, each] of Object.entries(content)) {
    if (!isRecord(each)) continue;
    const place = `${position}.${name}`;
    if (isRecord(each.policyInfo)) yield { name, policy: each, position: place };
    else if (depth < 3) yield* policiesIn(each, place, depth + 1);
  }
}

type Read = { status: string; observation: Observation };

/** A violation, or why it cannot be read. */
function readViolation(name: string, info: Json, violation: Json): Read | string {
  const status = asString(violation.status);
  if (status !== 'FAILED' && status !== 'PASSED' && status !== 'SKIPPED') return 'a status that is not known';
  const policy = asString(info.policyName) ?? name.split('.').pop() ?? name;
  const namespace = asString(info.namespace) ?? name.split('.')[1] ?? '';
  const type = asString(violation.violationEntityType) ?? namespace;
  const aux = asRecord(violation.aux);
  const link = asString(violation.canonicalLink);
  const entity = asString(aux.entityName) ?? link;
  const id = asString(aux.entityId) ?? link;
  if (entity === null || id === null) return 'it does not say what it is about';
  const { rule, resource } = sameRule(namespace, policy, { type, id });
  const title = oneLine(asString(info.title) ?? policy);
  const steps = asStrings(info.remediationSteps ?? []);
  const severity = severityOf(info.severity);
  const threats = asStrings(info.threat ?? []);
  const observation: Observation = {
    subject: {
      category: 'privilege',
      principal: '',
      resource,
      shown: { principal: null, resource: oneLine(entity, 200), setting: title, system: systemOf(link) },
    },
    scanner: 'legitify',
    rule: { id: rule, name: title, helpUrl: null },
    title: `${title}: ${oneLine(entity, 200)}`,
    message: [asString(info.description), ...threats, `Policy of legitify: ${policy}.`]
      .filter((text) => text !== null)
      .join('\n\n'),
    remediation: steps.length === 0 ? null : steps.join('\n'),
    severity,
    severityReported: asString(info.severity) ?? 'unknown',
    cvss: null,
    confidence: 'high',
    cwes: [],
    references: link !== null && URL.canParse(link) ? [link] : [],
    locations: [],
    trusted: null,
    suppression: null,
    position: '',
  };
  return { status, observation };
}

function severityOf(value: unknown): StatedSeverity | 'unknown' {
  const word = asString(value)?.toLowerCase();
  return word === 'critical' || word === 'high' || word === 'medium' || word === 'low' ? word : 'unknown';
}

/** `https://github.com/acme/web` is of `github/acme`; another host is named by itself. */
function systemOf(link: string | null): string {
  if (link === null || !URL.canParse(link)) return 'legitify';
  const { hostname, pathname } = new URL(link);
  const [, owner = ''] = pathname.split('/');
  const host = hostname === 'github.com' ? 'github' : hostname === 'gitlab.com' ? 'gitlab' : hostname;
  return `${host}/${owner.toLowerCase()}`;
}
