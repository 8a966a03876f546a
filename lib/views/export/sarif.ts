import type { FindingRow } from '#lib/contracts/finding.ts';
import type { Severity } from '#lib/domain/finding/finding.ts';
import { arrayItems, type Encoder } from './encoder.ts';

/** Code scanning takes no more results of one run. */
const MOST_RESULTS = 25_000;

/** A finding with the reason of the decision that is in force about it. */
export interface SarifFinding {
  row: FindingRow;
  reason: string | null;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note' | 'none'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  unknown: 'warning',
  low: 'note',
  info: 'note',
};

/** The middle of each band of CVSS, by which code scanning knows a severity; no source states the unknown one. */
const SCORES: Readonly<Record<Severity, string | null>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  unknown: null,
  low: '2.0',
  info: '0.0',
};

interface Rule {
  id: string;
  shortDescription: { text: string };
  properties: { tags: string[]; 'security-severity'?: string };
}

/** The highest severity of its findings is the rule's, by which code scanning shows all of them. */
function noteRule(rules: Map<string, { index: number; severity: Severity; rule: Rule }>, row: FindingRow): number {
  const known = rules.get(row.rule);
  const isWorse = known === undefined || Number(SCORES[row.severity]) > Number(SCORES[known.severity]);
  const severity = isWorse ? row.severity : known.severity;
  const score = SCORES[severity];
  const rule = {
    id: row.rule,
    shortDescription: { text: plain(known?.rule.shortDescription.text ?? row.title) },
    properties: { tags: ['security', row.category], ...(score === null ? {} : { 'security-severity': score }) },
  };
  const index = known?.index ?? rules.size;
  rules.set(row.rule, { index, severity, rule });
  return index;
}

/** Titles come from reports: brackets before a parenthesis would be a link. */
const plain = (text: string): string => (text.includes('](') ? text.replaceAll(/[[\]]/g, '\\$&') : text);

/** Code scanning refuses a result without a file: what is at none is at its image, its package or the repository. */
function placeOf({ path, image, package: named, line }: FindingRow) {
  const uri = (path ?? image ?? named ?? '.').split('/').map(encodeURIComponent).join('/');
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: Math.max(1, line ?? 1) } } };
}

/** What was decided, or the scanner says itself. */
function suppressionsOf({ row: { state }, reason }: SarifFinding): object[] | null {
  switch (state) {
    case 'accepted':
    case 'false_positive':
      return [
        {
          kind: 'external',
          status: 'accepted',
          ...(reason === null ? {} : { justification: plain(reason) }),
          properties: { decision: state },
        },
      ];
    case 'suppressed':
      return [{ kind: 'external', status: 'accepted', properties: { decision: 'suppressed by the scanner' } }];
    case 'open':
    case 'fixed':
    case 'branch':
      return null;
  }
}

function resultOf(finding: SarifFinding, ruleIndex: number, publicUrl: string): object {
  const { row } = finding;
  const { id, ref, repo, severity, state, scanner, category, exploit, epss, advisory } = row;
  const url = `${publicUrl}${encodeURI(row.url)}`;
  const of = row.package === null ? '' : ` (${[row.package, row.package_version].filter(Boolean).join(' ')})`;
  const suppressions = suppressionsOf(finding);
  const score = SCORES[severity];
  return {
    ruleId: row.rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${plain(`${row.title}${of}`)} ${url}` },
    locations: [placeOf(row)],
    // The first is the name by which code scanning knows a result again.
    partialFingerprints: { primaryLocationLineHash: id, 'plumbline/v1': id },
    hostedViewerUri: url,
    ...(state === 'fixed' ? { baselineState: 'absent' } : {}),
    ...(suppressions === null ? {} : { suppressions }),
    properties: {
      ...{ finding: ref, repository: repo, severity, state, scanner, category, exploit, epss, advisory },
      ...(score === null ? {} : { 'security-severity': score }),
    },
  };
}

/**
 * SARIF 2.1.0, written as it comes: a run's results stand before its rules, which are known only then. Each further 25,000
 * results are a run of their own, with its own id, because code scanning takes no larger ones.
 */
export function sarifEncoder(publicUrl: string): Encoder<SarifFinding> {
  const rules = new Map<string, { index: number; severity: Severity; rule: Rule }>();
  let [runs, results] = [0, 0];
  let write = arrayItems<SarifFinding>((finding) => item(finding));
  const item = (finding: SarifFinding) => JSON.stringify(resultOf(finding, noteRule(rules, finding.row), publicUrl));
  const startRun = (): string => {
    runs += 1;
    results = 0;
    rules.clear();
    write = arrayItems(item);
    return `${runs === 1 ? '' : ','}\n{"results":[`;
  };
  const endRun = (): string => {
    const driver = {
      ...{ name: 'Plumbline', informationUri: publicUrl },
      rules: [...rules.values()].map(({ rule }) => rule),
    };
    const rest = { tool: { driver }, automationDetails: { id: `plumbline/${runs}/` }, columnKind: 'utf16CodeUnits' };
    return `\n],${JSON.stringify(rest).slice(1)}`;
  };
  return {
    begin: () => `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[${startRun()}`,
    page: (findings) => {
      let text = '';
      for (let at = 0; at < findings.length; ) {
        if (results === MOST_RESULTS) text += `${endRun()}${startRun()}`;
        const part = findings.slice(at, at + MOST_RESULTS - results);
        text += write(part);
        results += part.length;
        at += part.length;
      }
      return text;
    },
    end: () => `${endRun()}\n]}\n`,
  };
}
