import type { Category } from '#lib/domain/finding/finding.ts';
import { CIS_SECTIONS, CIS_TITLES } from './cis-titles.ts';
import { type Check, type Control, checkId, type Framework } from './framework.ts';
import { OWASP_TITLES } from './owasp-titles.ts';
import { type CitedRule, citedRules } from './rule-citations.ts';

const SCAN_TITLES: Partial<Record<Category, string>> = {
  sast: 'Code is scanned, without anything critical or high open',
  dast: 'What runs is scanned, without anything critical or high open',
  secret: 'Secrets are searched for, without anything critical or high open',
  dependency: 'Dependencies are scanned, without anything critical or high open',
  container: 'Images are scanned, without anything critical or high open',
  iac: 'Infrastructure as code is scanned, without anything critical or high open',
};

const scan = (category: Category): Check => ({ kind: 'scan', category, title: SCAN_TITLES[category] ?? category });
const GATE: Check = { kind: 'gate', title: 'What is delivered is judged by the policy, and passed last' };
const AUDIT_LOG: Check = {
  kind: 'answered',
  rule: 'unused-owner',
  title: 'The audit log of the organization is there and can be read',
};
const PROVENANCE: Check = {
  kind: 'pipeline',
  rule: 'provenance',
  title: 'What is published comes with a signed statement of how it was made',
};

const RULES = citedRules();

function checksOf(isOf: (rule: CitedRule) => boolean, more: readonly Check[] = []): Check[] {
  const rules = RULES.filter(isOf).map(({ kind, id, title }): Check => ({ kind, rule: id, title }));
  return [...new Map([...rules, ...more].map((check) => [checkId(check), check])).values()];
}

const cicd =
  (...numbers: number[]) =>
  (rule: CitedRule): boolean =>
    numbers.some((number) => rule.controls.includes(`CICD-SEC-${number}`));
const named =
  (...ids: string[]) =>
  (rule: CitedRule): boolean =>
    ids.includes(rule.id);

const BESIDE_OWASP: Readonly<Record<number, readonly Check[]>> = {
  1: [GATE],
  3: [scan('dependency')],
  6: [scan('secret')],
  9: [PROVENANCE],
  10: [AUDIT_LOG],
};

const OWASP_PAGE = 'https://owasp.org/www-project-top-10-ci-cd-security-risks/';

const owasp: Framework = {
  id: 'owasp',
  name: 'OWASP CI/CD Top 10',
  about: 'The ten risks of pipelines that OWASP names.',
  page: OWASP_PAGE,
  controls: OWASP_TITLES.map((title, index): Control => {
    const number = index + 1;
    const page = `${OWASP_PAGE}CICD-SEC-${String(number).padStart(2, '0')}-${title.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;
    return { id: `CICD-SEC-${number}`, title, part: null, page, checks: checksOf(cicd(number), BESIDE_OWASP[number]) };
  }),
};

const area = (id: string, title: string, checks: Check[]): Control => ({ id, title, part: null, page: null, checks });

const riskAreas: Framework = {
  id: 'risk-areas',
  name: 'Risk areas',
  about: 'Eight ways in which pipelines are broken, by what attackers do.',
  page: null,
  controls: [
    area('misconfiguration', 'Misconfiguration', checksOf(cicd(7), [scan('iac'), scan('container')])),
    area('secrets', 'Secrets', checksOf(cicd(6), [scan('secret')])),
    area(
      'code-injection',
      'Code injection',
      checksOf(named('template-injection', 'insecure-commands', 'gitlab-script-injection', 'piped-download'), [
        scan('sast'),
        scan('dast'),
      ]),
    ),
    area('testing', 'Testing', checksOf(named('deploy-without-tests'), [GATE])),
    area('third-parties', 'Third parties', checksOf(cicd(3, 8), [scan('dependency')])),
    area('privilege-escalation', 'Privilege escalation', checksOf(cicd(2, 5))),
    area('logging', 'Logging', checksOf(cicd(10), [AUDIT_LOG])),
    area('pipeline-poisoning', 'Pipeline poisoning', checksOf(cicd(4))),
  ],
};

const BESIDE_CIS: Readonly<Record<string, readonly Check[]>> = {
  '1.5': [scan('secret'), scan('iac'), scan('sast'), scan('dependency')],
  '2.4': [PROVENANCE],
  '3.2': [scan('dependency')],
  '4.1': [PROVENANCE],
  '5.1': [scan('iac')],
};

/** By number, not by letter: 1.1.14 comes after 1.1.3. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
const sectionOf = (id: string): string => id.split('.').slice(0, 2).join('.');

const cisIds = [
  ...new Set([
    ...Object.keys(CIS_SECTIONS),
    ...RULES.flatMap(({ controls }) => controls.flatMap((each) => /^CIS (\d+(?:\.\d+)+)$/.exec(each)?.[1] ?? [])),
  ]),
].sort(byNumber);

const cis: Framework = {
  id: 'cis',
  name: 'CIS Software Supply Chain',
  about: 'Sections of the guide, and of its recommendations those that rules speak of.',
  page: 'https://www.cisecurity.org/insights/white-papers/cis-software-supply-chain-security-guide',
  controls: cisIds.map((id): Control => {
    const section = CIS_SECTIONS[sectionOf(id)] ?? 'Other';
    const isSection = id in CIS_SECTIONS;
    // A section has what is said of any of its recommendations.
    const isOf = ({ controls }: CitedRule): boolean =>
      controls.some((each) => each === `CIS ${id}` || (isSection && each.startsWith(`CIS ${id}.`)));
    const title = isSection ? section : (CIS_TITLES[id] ?? section);
    return { id, title, part: isSection ? null : sectionOf(id), page: null, checks: checksOf(isOf, BESIDE_CIS[id]) };
  }),
};

/** Each level with what it asks for beyond the one below it. */
const LEVELS: readonly { track: 'Build' | 'Source'; level: number; title: string; more: readonly Check[] }[] = [
  { track: 'Source', level: 2, title: 'History is kept, and branches are protected', more: [] },
  { track: 'Source', level: 3, title: 'Rules hold for everybody, without a way around them', more: [] },
  { track: 'Source', level: 4, title: 'Two people agree to every change', more: [] },
  { track: 'Build', level: 1, title: 'What is published says how it was made', more: [PROVENANCE] },
  { track: 'Build', level: 2, title: 'A build platform says so, and signs it', more: [] },
  { track: 'Build', level: 3, title: 'Builds are kept apart from one another', more: [] },
];

const slsa: Framework = {
  id: 'slsa',
  name: 'SLSA',
  about: 'Levels of the build and the source track. A level needs all below it.',
  page: 'https://slsa.dev/spec/v1.2/',
  controls: LEVELS.map(({ track, level, title }): Control => {
    const below = LEVELS.filter((each) => each.track === track && each.level <= level);
    const isOf = ({ controls }: CitedRule): boolean =>
      controls.some((each) => {
        const cited = /^SLSA (Source|Build) L(\d)/.exec(each);
        return cited?.[1] === track && Number(cited[2]) <= level;
      });
    const more = below.flatMap((each) => each.more);
    return { id: `${track} L${level}`, title, part: track, page: null, checks: checksOf(isOf, more) };
  }),
};

export const FRAMEWORKS: readonly Framework[] = [owasp, riskAreas, cis, slsa];
