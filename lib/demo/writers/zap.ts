import { codeOf, type Issue, type Level, type ReportFacts } from '#lib/demo/issue.ts';

const RISKS: Readonly<Record<Level, readonly [code: string, words: string]>> = {
  critical: ['3', 'High (High)'],
  high: ['3', 'High (Medium)'],
  medium: ['2', 'Medium (High)'],
  low: ['1', 'Low (Medium)'],
};

/** ZAP's traditional JSON report. */
export function zapReport(issues: readonly Issue[], facts: ReportFacts): string {
  const host = `${facts.repository.split('/')[1] ?? 'app'}.staging.harborlight.example`;
  const rules = Map.groupBy(issues, (issue) => issue.problem.rule);
  return JSON.stringify({
    '@programName': 'ZAP',
    '@version': '2.15.0',
    site: [
      {
        '@name': `https://${host}`,
        '@host': host,
        '@port': '443',
        '@ssl': 'true',
        alerts: [...rules.values()].map((same) => alertOf(same, host)),
      },
    ],
  });
}

function alertOf(same: readonly Issue[], host: string): unknown {
  const problem = same[0]?.problem;
  const [riskcode, riskdesc] = RISKS[problem?.level ?? 'low'];
  return {
    pluginid: problem?.rule,
    alertRef: problem?.rule,
    alert: problem?.title,
    name: problem?.title,
    riskcode,
    confidence: '2',
    riskdesc,
    desc: `<p>${problem?.title}</p>`,
    instances: same.map((issue) => ({
      uri: `https://${host}${codeOf(issue)}`,
      method: 'GET',
      param: '',
      attack: '',
      evidence: '',
    })),
    count: String(same.length),
    solution: '<p>Configure the application server.</p>',
    cweid: String(problem?.cwe ?? 0),
  };
}
