import type { Confidence, Location, Observation, Severity } from '#lib/domain/finding/finding.ts';
import { urlTemplate } from '#lib/domain/identity/url.ts';
import {
  asArray,
  asBoolean,
  asInteger,
  asRecord,
  asString,
  type Json,
  oneLine,
  stripHtml,
} from '#lib/scanners/shared/text.ts';
import { withoutUser } from './without-user.ts';

/** One place where an alert was raised, in the words of the JSON report. */
interface Instance {
  url: string;
  method: string | null;
  parameter: string | null;
  /** The response's own words that gave it away, else what was sent. */
  proof: string | null;
}

const RISKS: readonly Severity[] = ['info', 'low', 'medium', 'high'];
const CONFIDENCES: readonly Confidence[] = ['unknown', 'low', 'medium', 'high', 'verified'];
const FALSE_POSITIVE = 0;

/**
 * The observations of one alert: one for each method, path and parameter that it was raised at, with its instances as
 * locations. A systemic alert is one observation for its site: ZAP samples the pages, and samples others the next time.
 * Null when the alert has neither id nor name.
 */
export function alertObservations(alert: Json, site: string | null, position: string): Observation[] | null {
  const base = alertBase(alert);
  if (base === null) return null;
  const instances = instancesOf(alert, site);
  const groups = asBoolean(alert.systemic) === true ? [instances] : grouped(instances);
  return groups.map((group) => {
    const first = group[0];
    const wide = groups.length === 1 && asBoolean(alert.systemic) === true;
    return {
      ...base,
      subject: {
        category: 'dast',
        method: wide ? null : (first?.method ?? null),
        url: withoutUser(wide ? (site ?? first?.url ?? '') : (first?.url ?? site ?? '')),
        parameter: wide ? null : (first?.parameter ?? null),
      },
      locations: group.map(locationOf),
      position,
    };
  });
}

function alertBase(alert: Json): Omit<Observation, 'subject' | 'locations' | 'position'> | null {
  const name = asString(alert.alert) ?? asString(alert.name);
  const plugin = asString(alert.pluginid)?.trim() ?? null;
  const id = asString(alert.alertRef)?.trim() ?? plugin;
  const title = oneLine(stripHtml(name ?? '')) || oneLine(id ?? '');
  // Scripts share the plugin -1: their name is all that tells them apart.
  const ruleId = id === null || id.startsWith('-') ? title : id;
  if (title === '' || ruleId === '') return null;
  const risk = asInteger(alert.riskcode);
  // Called reliability until ZAP 2.4.
  const confidence = asInteger(alert.confidence ?? alert.reliability);
  const solution = plain(alert.solution);
  const cwe = asInteger(asString(alert.cweid)?.trim().replace(/^CWE-/i, ''));
  return {
    scanner: 'zap',
    rule: { id: ruleId, name: title, helpUrl: helpUrl(plugin, id) },
    title,
    message: plain(alert.desc) ?? title,
    remediation: solution,
    severity: RISKS[risk ?? -1] ?? riskFromWords(asString(alert.riskdesc)),
    severityReported: asString(alert.riskdesc) ?? asString(alert.riskcode),
    cvss: null,
    confidence: CONFIDENCES[confidence ?? -1] ?? 'unknown',
    cwes: cwe !== null && cwe > 0 ? [cwe] : [],
    references: referencesOf(alert),
    trusted: null,
    suppression:
      confidence === FALSE_POSITIVE ? { kind: 'external', justification: 'False positive (confidence 0)' } : null,
  };
}

/** `Medium (High)` is risk and confidence; the code is missing in reports that were written by hand. */
function riskFromWords(words: string | null): Severity {
  const risk = words?.trim().toLowerCase() ?? '';
  return (['high', 'medium', 'low'] as const).find((word) => risk.startsWith(word)) ?? 'info';
}

function helpUrl(plugin: string | null, id: string | null): string | null {
  return plugin !== null && /^\d{1,7}$/.test(plugin)
    ? `https://www.zaproxy.org/docs/alerts/${plugin === id ? plugin : encodeURIComponent(id ?? plugin)}/`
    : null;
}

/** ZAP until 2.10 kept to a limit of instances but counted them all: what is not listed may still be there. */
export function leftOut(alert: Json): string | null {
  const listed = asArray(alert.instances).length;
  const count = asInteger(alert.count) ?? 0;
  if (listed === 0 || count <= listed || asBoolean(alert.systemic) === true) return null;
  const id = asString(alert.alertRef) ?? asString(alert.pluginid) ?? 'an alert';
  return `ZAP lists ${listed} of the ${count} places of ${oneLine(id, 40)}.`;
}

function plain(value: unknown): string | null {
  const text = stripHtml(asString(value) ?? '');
  return text === '' ? null : text;
}

function referencesOf(alert: Json): string[] {
  const words = (plain(alert.reference) ?? '').split(/\s+/);
  return [...new Set(words.filter((word) => /^https?:\/\//i.test(word)))];
}

function instancesOf(alert: Json, site: string | null): Instance[] {
  const listed = asArray(alert.instances).map(asRecord);
  // Reports of ZAP 2.4 and before name one place on the alert itself; reports without instances leave the site.
  const places = listed.length > 0 ? listed : [alert];
  return places.map((place) => ({
    url: asString(place.uri)?.trim() ?? nodeUrl(place) ?? site ?? '',
    method: asString(place.method)?.trim().toUpperCase() ?? null,
    parameter: asString(place.param)?.trim() ?? null,
    proof: asString(place.evidence)?.trim() ?? asString(place.attack)?.trim() ?? null,
  }));
}

/** A node of the site tree: the URL, then in parentheses the names of the parameters. */
function nodeUrl(place: Json): string | null {
  return asString(place.nodeName)?.trim().split(' (', 1)[0] ?? null;
}

function grouped(instances: readonly Instance[]): Instance[][] {
  const groups = new Map<string, Instance[]>();
  for (const instance of instances) {
    const key = JSON.stringify([instance.method, urlTemplate(instance.url), instance.parameter]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [instance]);
    else group.push(instance);
  }
  return [...groups.values()];
}

function locationOf(instance: Instance): Location {
  const words = [
    instance.method,
    withoutUser(instance.url),
    instance.parameter === null ? null : `(${instance.parameter})`,
  ];
  const label = words.filter((word) => word !== null && word !== '').join(' ');
  return {
    path: null,
    startLine: null,
    endLine: null,
    startColumn: null,
    snippet: instance.proof,
    label: label === '' ? null : label,
  };
}
