import { asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

const RISKS: readonly string[] = ['informational', 'low', 'medium', 'high'];
const CONFIDENCES: ReadonlyMap<string, number> = new Map([
  ['false positive', 0],
  ['falsepositive', 0],
  ['low', 1],
  ['suspicious', 1],
  ['medium', 2],
  ['warning', 2],
  ['high', 3],
  ['confirmed', 4],
  ['user confirmed', 4],
]);

/** An alert as ZAP's API lists them: one place each, words where the reports have numbers. */
export function isApiAlert(alert: unknown): boolean {
  return isRecord(alert) && 'pluginId' in alert && 'url' in alert && 'risk' in alert;
}

/** The alert in the words of the JSON report: one translation for all. */
export function fromApi(alert: Json): Json {
  const risk = RISKS.indexOf((asString(alert.risk) ?? '').trim().toLowerCase());
  const { url, method, param, attack, evidence, nodeName } = alert;
  return {
    pluginid: alert.pluginId,
    alertRef: alert.alertRef,
    name: asString(alert.name) ?? alert.alert,
    riskcode: risk === -1 ? null : risk,
    riskdesc: alert.risk,
    confidence: CONFIDENCES.get((asString(alert.confidence) ?? '').trim().toLowerCase()) ?? alert.confidence,
    desc: alert.description,
    solution: alert.solution,
    reference: alert.reference,
    cweid: alert.cweid,
    systemic: 'SYSTEMIC' in asRecord(alert.tags),
    instances: [{ uri: url, method, param, attack, evidence, nodeName }],
  };
}

/** The site that a report would list the alert under. */
export function siteOf(alert: Json): string | null {
  const url = asString(alert.url)?.trim() ?? '';
  return URL.canParse(url) ? new URL(url).origin : null;
}
