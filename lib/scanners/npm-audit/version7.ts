import type { Observation } from '#lib/domain/finding/finding.ts';
import type { SkippedItem } from '#lib/scanners/contract.ts';
import { knownTraits } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { type Advisory, advisoryNames, cvssOf, cwesOf, endsOfRange, toObservation } from './advisory.ts';

/** One entry of `vulnerabilities` (npm 7 and later): a package with its advisories and what passes them on to it. */
export interface PackageEntry {
  observations: Observation[];
  /** Packages whose own advisories are the reason for this entry. */
  chains: string[];
  unreadable: SkippedItem[];
}

export function readPackage(entry: Json, key: string, position: string): PackageEntry {
  const via = Array.isArray(entry.via) ? entry.via : [entry.via];
  const found = new Map<string, Advisory>();
  const unreadable: PackageEntry['unreadable'] = [];
  via.forEach((item: unknown, index) => {
    const at = `${position}.via[${index}]`;
    if (typeof item === 'string') return;
    const advisory = isRecord(item) ? advisoryOf(entry, item, key, at) : null;
    const name = advisory === null ? undefined : advisoryNames(advisory)[0];
    if (advisory === null || name === undefined) {
      const standsFor = knownTraits({ package: asString(entry.name) ?? key });
      unreadable.push({ position: at, reason: 'neither an advisory nor a package name', standsFor });
      return;
    }
    // npm numbers every affected range of one GitHub advisory apart.
    const before = found.get(name);
    found.set(name, before === undefined ? advisory : joined(before, advisory));
  });
  const chains = via.filter((item) => typeof item === 'string');
  return { observations: [...found.values()].map(toObservation), chains, unreadable };
}

function advisoryOf(entry: Json, item: Json, key: string, position: string): Advisory {
  const name = asString(entry.name) ?? asString(item.name) ?? key;
  const range = asString(item.range) ?? asString(item.vulnerable_versions);
  const places = asStrings(asArray(entry.nodes));
  const fix = isRecord(entry.fixAvailable) ? entry.fixAvailable : {};
  const own = asString(fix.name) === name ? asString(fix.version) : null;
  const ends = endsOfRange(range);
  return {
    package: name,
    version: null,
    source: asString(item.source) ?? asString(item.id),
    url: asString(item.url),
    cves: asStrings(asArray(item.cves ?? item.cve)),
    title: asString(item.title) ?? `Vulnerability in ${name}`,
    text: '',
    severity: asString(item.severity) ?? asString(entry.severity),
    cwes: cwesOf(item.cwe),
    cvss: cvssOf(item.cvss),
    range,
    fixedVersions: ends.length > 0 || own === null ? ends : [own],
    remediation: remediationOf(entry.fixAvailable, name),
    references: [],
    direct: typeof entry.isDirect === 'boolean' ? entry.isDirect : null,
    manifest: 'package-lock.json',
    places,
    position,
  };
}

function joined(first: Advisory, second: Advisory): Advisory {
  const ranges = [first.range, second.range].filter((range) => range !== null);
  const range = ranges.length === 0 ? null : [...new Set(ranges)].join(' || ');
  return { ...first, range, fixedVersions: [...new Set([...first.fixedVersions, ...endsOfRange(second.range)])] };
}

/** `true`: within the declared ranges; an object: what must be raised by hand; `false`: nothing is known to help. */
function remediationOf(fixAvailable: unknown, name: string): string | null {
  if (fixAvailable === true) return `Run npm audit fix: a fixed version of ${name} lies within the declared ranges.`;
  const fix = asRecord(fixAvailable);
  const target = asString(fix.name);
  const version = asString(fix.version);
  if (target === null || version === null) return null;
  return `Upgrade ${target} to ${version}${fix.isSemVerMajor === true ? ' (a major version)' : ''}.`;
}
