import type { Gap, ReportSource, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { everything, nothingScanned } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { alertObservations, leftOut } from './alert.ts';
import { fromApi, isApiAlert, siteOf } from './api.ts';
import { Variants } from './variants.ts';

/** What both forms of the report say about the scan. */
export interface Head {
  version: string | null;
  generated: string | null;
  created: string | null;
  /** Why the report is not whole: errors of the automation plan, places that were left out. */
  gaps: Gap[];
}

export const NO_SITE = 'ZAP looked at no site at all.';
const SITE_LISTS = ['site[].alerts[]', 'site.alerts[]'] as const;
const API_LISTS = ['alerts[]', '[]'] as const;

/** Reads the traditional JSON report, with or without requests and responses. */
export async function readZapJson(source: ReportSource, sink: Sink): Promise<Head> {
  const variants = new Variants();
  const document = await readJson(source, {
    cuts: [...SITE_LISTS, ...API_LISTS],
    onItem: ({ cut, value }) => {
      const alert = asRecord(value);
      if (!isApiAlert(alert)) variants.note(alert, null);
      else if (API_LISTS.some((list) => list === cut)) variants.note(fromApi(alert), null);
    },
  });
  if (Array.isArray(document) || (isRecord(document) && Array.isArray(document.alerts) && !('site' in document))) {
    return readApiAlerts(source, variants, sink);
  }
  const report = reportOf(document);
  const sites = sitesOf(report);
  const gaps = planErrors(report).map(everything);
  if (sites.length === 0) gaps.push(nothingScanned(NO_SITE));
  await readJson(source, {
    cuts: SITE_LISTS,
    onItem: ({ value, indices, position }) => {
      const site = sites[indices.length > 1 ? (indices[0] ?? 0) : 0];
      const missing = leftOut(asRecord(value));
      if (missing !== null) gaps.push(everything(missing));
      const observations = isRecord(value) ? alertObservations(value, siteName(site), variants, position) : null;
      if (observations === null) sink.skipped({ position, reason: 'an alert without id and name' });
      else for (const observation of observations) sink.observation(observation);
    },
  });
  sites.forEach((site, place) => {
    const alerts = asRecord(site).alerts;
    const position = `site[${place}]`;
    if (!isRecord(site)) sink.skipped({ position, reason: 'a site that is not an object' });
    else if (alerts !== undefined && alerts !== null && !Array.isArray(alerts)) {
      sink.skipped({ position: `${position}.alerts`, reason: 'not a list' });
    }
  });
  return {
    version: asString(report['@version'] ?? report.version),
    generated: asString(report['@generated'] ?? report.generated),
    created: asString(report.created ?? report['@created']),
    gaps,
  };
}

/** What the API answers for `alerts`, also when its list was written without the object around it. */
async function readApiAlerts(source: ReportSource, variants: Variants, sink: Sink): Promise<Head> {
  await readJson(source, {
    cuts: API_LISTS,
    onItem: ({ value, position }) => {
      const alert = asRecord(value);
      const observations = isApiAlert(alert)
        ? alertObservations(fromApi(alert), siteOf(alert), variants, position)
        : null;
      if (observations === null) sink.skipped({ position, reason: 'not an alert of the API' });
      else for (const observation of observations) sink.observation(observation);
    },
  });
  return { version: null, generated: null, created: null, gaps: [] };
}

/** True for a list of alerts out of the API; an empty one says nothing of who wrote it. */
export function isApiReport(value: unknown): boolean {
  const alerts = isRecord(value) && !('site' in value) ? value.alerts : value;
  return Array.isArray(alerts) && isApiAlert(alerts[0]);
}

function planErrors(report: Json): string[] {
  const errors = asArray(report.afPlanErrors).slice(0, 20);
  return errors.map((error) => `ZAP's automation plan failed: ${(asString(error) ?? 'unknown').slice(0, 300)}`);
}

function reportOf(document: unknown): Json {
  if (!isRecord(document) || !isZapReport(document)) throw new ReportError('not a ZAP report: it has no site list');
  const { site } = document;
  if (site !== null && !Array.isArray(site) && !isRecord(site)) {
    throw new ReportError('not a ZAP report: site is neither a list nor an object', 'site');
  }
  return document;
}

/** True for a document whose head is that of a ZAP report; `site` may be beyond what detection sees of it. */
export function isZapReport(report: Json): boolean {
  if (!('site' in report)) return false;
  if (['@version', '@generated', '@programName'].some((key) => key in report)) return true;
  return sitesOf(report).some((site) => {
    const record = asRecord(site);
    return siteName(record) !== null && 'alerts' in record;
  });
}

function sitesOf(report: Json): readonly unknown[] {
  if (Array.isArray(report.site)) return report.site;
  return isRecord(report.site) ? [report.site] : [];
}

function siteName(site: unknown): string | null {
  const record = asRecord(site);
  return asString(record['@name'] ?? record.name) ?? asString(record['@host'] ?? record.host);
}
