import { policyHref } from '#components/queries/policy.ts';
import { Card } from '#components/ui/card.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { GateResult, GateViolation } from '#lib/contracts/gate.ts';
import { formatCount } from '#lib/format.ts';

const WORDS: Record<GateResult['outcome'], string> = {
  pass: 'Policy passed',
  warn: 'Policy passed, with warnings',
  fail: 'Policy failed',
  pending: 'Policy not judged yet',
};

const OUTCOMES: Record<GateResult['rules'][number]['outcome'], string> = {
  pass: 'met',
  warn: 'warns',
  fail: 'fails',
  unknown: 'unknown',
  later: 'later',
};

/** What the policy said of a report: each rule, the findings, and what would make it pass. */
export function UploadGate({ gate }: { gate: GateResult | null }) {
  if (gate === null) return null;
  const told = new Set([...gate.violations, ...gate.warnings].map(({ rule }) => rule));
  const rest = gate.rules.filter(({ id }) => !told.has(id));
  return (
    <Card
      title={WORDS[gate.outcome]}
      note={gate.sentence}
      actions={<TextLink href={policyHref(null)}>Policy</TextLink>}
    >
      <ul className="divide-y">
        {gate.violations.map((violation) => (
          <Violation key={violation.rule} violation={violation} word="fails" />
        ))}
        {gate.warnings.map((violation) => (
          <Violation key={violation.rule} violation={violation} word="warns" />
        ))}
        {rest.map(({ id, title, outcome, message }) => (
          <li key={id} className="flex flex-col gap-0.5 py-2.5 text-13">
            <span className="font-medium">
              {title} <span className="font-normal text-faint">{OUTCOMES[outcome]}</span>
            </span>
            <span className="text-soft">{message}</span>
          </li>
        ))}
      </ul>
      {gate.refused.length === 0 ? null : (
        <p className="text-13 text-failed">
          Own rules that are not allowed, and were not judged: {gate.refused.join(', ')}.
        </p>
      )}
    </Card>
  );
}

function Violation({ violation, word }: { violation: GateViolation; word: 'fails' | 'warns' }) {
  const { title, outcome, message, remedy, advice, count, findings } = violation;
  const more = (count ?? 0) - findings.length;
  return (
    <li className="flex min-w-0 flex-col gap-1.5 py-2.5 text-13">
      <span className="font-medium">
        {title}{' '}
        <span className={word === 'fails' ? 'text-failed' : 'font-normal text-soft'}>
          {outcome === 'unknown' ? `unknown, so it ${word}` : word}
        </span>
      </span>
      <span className="text-soft [overflow-wrap:anywhere]">{message}</span>
      {remedy.map((text) => (
        <span key={text} className="[overflow-wrap:anywhere]">
          → {text}
        </span>
      ))}
      {advice === null ? null : <span className="text-soft">{advice}</span>}
      <ul className="flex flex-col gap-1">
        {findings.map(({ ref, number, severity, title: name, path, line, url }) => (
          <li key={ref} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <SeverityMark severity={severity} />
            <TextLink href={new URL(url).pathname} className="min-w-0 [overflow-wrap:anywhere]">
              #{number} {name}
            </TextLink>
            {path === null ? null : (
              <span className="break-all font-mono text-12 text-faint">{line === null ? path : `${path}:${line}`}</span>
            )}
          </li>
        ))}
      </ul>
      {findings.length > 0 && more > 0 ? (
        <span className="text-faint">and {formatCount(more, 'more finding')}</span>
      ) : null}
    </li>
  );
}
