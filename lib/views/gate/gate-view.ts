import type { GateResult, GateViolation } from '#lib/contracts/gate.ts';
import type { GateRule, StoredGate } from '#lib/domain/policy/gate.ts';
import { formatCount } from '#lib/format.ts';

export interface GateNames {
  repo: string;
  ref: string;
  commit: string | null;
  publicUrl: string;
  policy: { version: number; override: number | null };
  at: Date;
  waiting: GateResult['waiting'];
}

/** An answer of a gate as the API gives it. */
export function gateView(gate: StoredGate, names: GateNames): GateResult {
  const { repo, ref, commit, policy, at, waiting } = names;
  const isPending = waiting.some(({ status }) => status !== 'held');
  const outcome = isPending ? 'pending' : gate.outcome;
  return {
    ...{ outcome, passed: outcome === 'pass' || outcome === 'warn', sentence: sentenceOf(gate, names, isPending) },
    ...{ policy, judged_at: at.toISOString(), repo, ref, commit },
    rules: gate.rules.map(({ id, title, kind, outcome, effect, message }) => ({
      id,
      title,
      kind,
      outcome,
      effect,
      message,
    })),
    violations: gate.rules.filter(({ effect }) => effect === 'fail').map((rule) => violationOf(rule, names)),
    warnings: gate.rules.filter(({ effect }) => effect === 'warn').map((rule) => violationOf(rule, names)),
    refused: gate.refused,
    waiting,
  };
}

function violationOf(rule: GateRule, { repo, publicUrl }: GateNames): GateViolation {
  const { id, title, kind, outcome, message, remedy, advice, count, findings } = rule;
  return {
    ...{ rule: id, title, kind, outcome, message, remedy, advice, count },
    findings: findings.map((finding) => ({
      ...finding,
      ref: `${repo}#${finding.number}`,
      url: `${publicUrl}/repositories/${repo}/findings/${finding.number}`,
    })),
  };
}

/** `2 rules of the policy (version 3) are broken: no-new-secrets, new-critical.` */
function sentenceOf(gate: StoredGate, { policy, waiting }: GateNames, isPending: boolean): string {
  const name = policy.version === 0 ? 'the built-in policy' : `the policy (version ${policy.version})`;
  if (isPending) return `Waits for ${formatCount(waiting.length, 'report')} to be read.`;
  const of = (effect: string) => gate.rules.filter((rule) => rule.effect === effect).map(({ title }) => title);
  const [failed, warned] = [of('fail'), of('warn')];
  const warnings = warned.length === 0 ? '' : ` ${formatCount(warned.length, 'warning')}: ${warned.join('; ')}.`;
  if (failed.length > 0)
    return `Fails ${formatCount(failed.length, 'rule')} of ${name}: ${failed.join('; ')}.${warnings}`;
  if (gate.rules.length === 0) return `No rule of ${name} is for this.`;
  return `Passes ${name}.${warnings}`;
}
