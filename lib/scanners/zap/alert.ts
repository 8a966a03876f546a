import type { Confidence, Location, Observation, Severity } from '#lib/domain/finding/finding.ts';
import { asArray, asInteger, asString, type Json, oneLine, stripHtml } from '#lib/scanners/shared/text.ts';
import { type Instance, isSystemic, placesOf } from './place.ts';
import type { Variants } from './variants.ts';
import { withoutUser } from './without-user.ts';

const RISKS: readonly Severity[] = ['info', 'low', 'medium', 'high'];
const CONFIDENCES: readonly Confidence[] = ['unknown', 'low', 'medium', 'high', 'verified'];
const FALSE_POSITIVE = 0;

/**
 * The observations of one alert: one for each method, path and parameter that it was raised at, with its instances as
 * locations. Null when the alert has neither id nor name.
 */
export function alertObservations(
  alert: Json,
  site: string | null,
  variants: Variants,
  position: string,
): Observation[] | null {
  const base = alertBase(alert);
  if (base === null) return null;
  const wide = isSystemic(alert);
  return placesOf(alert, site).map(({ key, instances }) => {
    const first = instances[0];
    return {
      ...base,
      rule: { ...base.rule, id: variants.ruleOf(alert, key) ?? base.rule.id },
      subject: {
        category: 'dast',
        method: wide ? null : (first?.method ?? null),
        url: withoutUser(wide ? (site ?? first?.url ?? '') : (first?.url ?? site ?? '')),
        parameter: wide ? null : (first?.parameter ?? null),
      },
      locations: instances.map(locationOf),
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
  return (['high', 'medium', 'low', 'info'] as const).find((word) => risk.startsWith(word)) ?? 'unknown';
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
  if (listed === 0 || count <= listed || isSystemic(alert)) return null;
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
