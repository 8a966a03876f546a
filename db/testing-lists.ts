import { encodeId } from '#lib/ids.ts';

/** Pages of 8 kB: what 10,001 gathered matches may touch at worst; a page by walking an index takes far less. */
export const GATHERED = 40_000;
export const WALKED = 3000;
/** What a page of a common word may touch: it must not grow with the number of matches. */
const SEARCHED = 20_000;

/** Filters of lists among 200,000 findings of `seedLarge`, and the pages that each may touch. */
export const LISTS: [Record<string, string>, number][] = [
  [{}, WALKED],
  [{ state: 'open,fixed,branch,suppressed' }, WALKED],
  [{ severity: 'critical' }, WALKED],
  [{ severity: 'critical,low' }, WALKED],
  [{ category: 'secret' }, WALKED],
  [{ category: 'secret,iac,sast', state: 'open,fixed' }, GATHERED],
  [{ scanner: 'scanner-1' }, WALKED],
  [{ scanner: 'scanner-5', category: 'iac', severity: 'high' }, GATHERED],
  [{ repo: 'acme/repo-7' }, WALKED],
  [{ repo: 'acme/repo-7,acme/repo-8,acme/repo-9', category: 'secret' }, WALKED],
  [{ repo: Array.from({ length: 40 }, (_, i) => `acme/repo-${i + 1}`).join(',') }, GATHERED],
  [{ sort: 'opened' }, WALKED],
  [{ sort: '-opened' }, WALKED],
  [{ sort: '-opened', severity: 'high' }, WALKED],
  [{ sort: '-opened', repo: 'acme/repo-7' }, GATHERED],
  [{ exploit: 'kev' }, WALKED],
  [{ exploit: 'kev,epss10', severity: 'critical' }, GATHERED],
  [{ sort: '-exploit' }, WALKED],
  [{ sort: '-exploit', category: 'dependency' }, GATHERED],
  [{ rule: 'rule.77' }, GATHERED],
  [{ cve: 'cve-2026-10500' }, WALKED],
  [{ cve: 'ghsa-500' }, WALKED],
  [{ package: 'Package-500' }, WALKED],
  [{ package: 'pkg:npm/package-500@1' }, WALKED],
  [{ path: 'module-3/file-3.ts' }, GATHERED],
  [{ path: 'usr/bin/tool-77' }, GATHERED],
  [{ action: encodeId('action', { repoId: 7, number: 7 }) }, WALKED],
  [{ pipeline: 'pipeline-2', repo: 'acme/repo-7' }, GATHERED],
  [{ tag: 'rare' }, GATHERED],
  // On a fifth of all findings.
  [{ tag: 'common' }, SEARCHED],
  [{ tag: 'common,rare' }, SEARCHED],
  [{ tag: 'common', severity: 'low' }, SEARCHED],
  [{ tag: 'common', action: encodeId('action', { repoId: 7, number: 7 }) }, WALKED],
  [{ tag: 'rare', repo: 'acme/repo-7' }, WALKED],
  [{ opened_since: '2026-03-01' }, GATHERED],
  [{ fixed_since: '2026-03-02', state: 'fixed' }, GATHERED],
  [{ q: 'rule.77' }, GATHERED],
  [{ q: 'package-1234' }, GATHERED],
  [{ q: 'package-1234@1.2' }, GATHERED],
  [{ q: 'pkg:npm/package-1234' }, GATHERED],
  [{ q: 'v777 variable' }, WALKED],
  [{ q: 'used variable' }, SEARCHED],
  [{ q: 'is' }, SEARCHED],
  [{ q: 'image-77' }, GATHERED],
  [{ q: 'GHSA-77' }, WALKED],
  [{ q: '#17', repo: 'acme/repo-9,acme/repo-10' }, WALKED],
  [{ q: 'file-77' }, GATHERED],
  [{ q: 'CVE-2026-10999' }, GATHERED],
  [{ q: 'acme/repo-9#17' }, WALKED],
  [{ q: 'src' }, SEARCHED],
  [{ q: 'src', sort: '-opened', severity: 'low' }, SEARCHED],
  [{ q: 'nothing like this' }, WALKED],
  [{ q: 'x' }, WALKED],
  // More than 10,000, all at the end of the order.
  [{ q: 'style' }, 2.5 * GATHERED],
];

/** Texts, and the condition on findings that each stands for. */
export const TEXTS = [
  ['file-77', `path like '%file-77%'`],
  ['package-2999', `package_name = 'package-2999' or title like '%package-2999 %'`],
  ['package-12', `package_name like 'package-12%' or title like '%package-12%'`],
  ['variable v42', `title like 'Variable v42%'`],
  ['GHSA-2999', `advisory = 'CVE-2026-12999'`],
  ['pkg:npm/package-2999', `package_name = 'package-2999'`],
  ['package-2999@9', 'false'],
  ['bin/tool-599', `'usr/bin/tool-599' = any(keywords)`],
  ['tool', `keywords::text like '%/tool-%'`],
  ['is', `category = 'iac'`],
  ['Name of rule.59', `rule_id like 'rule.59%'`],
  ['style', 'severity = 0'],
  ['src', 'true'],
] as const;
