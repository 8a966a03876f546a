import { findGateFindings } from '#db/queries/gates.ts';
import type { Context } from '#lib/context.ts';
import type { GateRequest } from '#lib/contracts/gate.ts';
import type { Severity } from '#lib/domain/finding/finding.ts';
import { type DetailedFinding, fixOf, remediesOf } from '#lib/domain/policy/remedies.ts';
import { permit } from '#lib/permit.ts';
import { requireRepositoryOfGate } from './get-gate.ts';
import { judgeRef } from './judge-ref.ts';

/** GitHub takes so many results of one run. */
const MOST_RESULTS = 5000;

/**
 * What the reports of a ref introduced, as SARIF 2.1.0 for code-scanning annotations. Results of files that are not known
 * stand at the repository's root.
 * @throws Fault not_found, forbidden
 */
export async function gateSarif(ctx: Context, request: GateRequest): Promise<object> {
  permit(ctx, 'upload:read', 'repositories');
  const repository = await requireRepositoryOfGate(ctx, request);
  const { introduced } = await judgeRef({ sql: ctx.sql, now: ctx.now() }, repository, request);
  const scope = { orgId: repository.orgId, repoId: repository.id };
  const findings = await findGateFindings(ctx.sql, scope, introduced.slice(0, MOST_RESULTS));
  const base = `${ctx.publicUrl}/repositories/${repository.fullName}/findings`;
  return sarifOf(
    findings.toSorted((a, b) => a.number - b.number),
    base,
  );
}

/** The findings as a SARIF document. @param base address of the findings' pages */
export function sarifOf(findings: readonly DetailedFinding[], base: string): object {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Plumbline', rules: rules.map((id) => ({ id })) } },
        results: findings.map((finding) => resultOf(finding, rules.indexOf(finding.rule), base)),
      },
    ],
  };
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  unknown: 'warning',
  low: 'note',
  info: 'note',
};

function resultOf(finding: DetailedFinding, ruleIndex: number, base: string) {
  const { number, rule, title, severity, path, line } = finding;
  const remedy = remediesOf([finding], 1).join(' ');
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${title} (${severity}). ${remedy} ${base}/${number}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(path ?? '.') },
          ...(line === null ? {} : { region: { startLine: Math.max(1, line) } }),
        },
      },
    ],
    partialFingerprints: { 'plumbline/v1': String(number) },
    properties: { severity, fix: fixOf(finding) },
  };
}
