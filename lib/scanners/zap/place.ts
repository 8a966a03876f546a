import { urlTemplate } from '#lib/domain/identity/url.ts';
import { asArray, asBoolean, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

/** One place where an alert was raised, in the words of the JSON report. */
export interface Instance {
  url: string;
  method: string | null;
  parameter: string | null;
  /** The response's own words that gave it away, else what was sent. */
  proof: string | null;
}

/** Instances that are one place: their method, path and parameter agree. */
export interface Place {
  key: string;
  instances: Instance[];
}

/**
 * The places of an alert. A systemic alert has one, its site: ZAP samples the pages, and samples others the next time.
 * `site`: stands in for the URL of an instance that has none.
 */
export function placesOf(alert: Json, site: string | null): Place[] {
  const instances = instancesOf(alert, site);
  if (isSystemic(alert)) return [{ key: 'site', instances }];
  const groups = Map.groupBy(instances, ({ method, url, parameter }) =>
    JSON.stringify([method, urlTemplate(url), parameter]),
  );
  return [...groups].map(([key, group]) => ({ key, instances: group }));
}

export function isSystemic(alert: Json): boolean {
  return asBoolean(alert.systemic) === true;
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
