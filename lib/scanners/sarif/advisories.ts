import type { RuleInfo } from './rule-info.ts';

const ADVISORY =
  /(?<![A-Za-z0-9])(?:CVE-\d{4}-\d{4,9}|GHSA(?:-[0-9a-z]{4}){3}|GO-\d{4}-\d{4}|RUSTSEC-\d{4}-\d{4}|PYSEC-\d{4}-\d{1,6}|OSV-\d{4}-\d{1,6}|MAL-\d{4}-\d{1,7}|SNYK-[A-Z0-9]{2,20}-[A-Z0-9]{1,80}-\d{1,10}|(?:DSA|DLA|USN|RHSA|ELSA|ALAS\w{0,20}|(?:open)?SUSE-[SR]U|ALSA|RLSA|CESA)-\d{1,8}(?:[:.-]\d{1,8}){0,3}|npm:[\w.-]{1,80}:\d{8}(?:-\d)?)/gi;

/** Whether the whole id is the name of an advisory. */
export function isAdvisory(id: string): boolean {
  const found = id.length > 200 ? null : id.match(ADVISORY);
  return found?.[0] === id;
}

/** Names of the advisory that a result is about, the surest first; the rule's id where there is none. */
export function advisoriesOf(rule: RuleInfo, message: string): string[] {
  const inId = rule.id.slice(0, 500).match(ADVISORY) ?? [];
  const aliases = [...rule.deprecatedIds, ...rule.tags].flatMap((text) => text.slice(0, 200).match(ADVISORY) ?? []);
  // `(CVE-2099-1) name@1.2.3`
  const before = /^\(([^()]{1,200})\)/.exec(rule.description ?? '')?.[1]?.match(ADVISORY) ?? [];
  const names = [...new Set([...inId, ...aliases, ...before])];
  if (names.length > 0) return names.slice(0, 50);
  // Texts name other advisories too: "the fix of CVE-… was incomplete". They are asked only where nothing else tells.
  const also = message.slice(0, 4000).match(ADVISORY) ?? [];
  const named = (rule.description ?? '').slice(0, 200).match(ADVISORY) ?? [];
  const all = [...new Set([...also.slice(0, 10), ...named.slice(0, 1)])];
  return all.length > 0 ? all : [rule.id];
}
