import { appendFile } from 'node:fs/promises';
import type { GateResult } from '#lib/contracts/gate.ts';
import { codeOf, Fault, messageOf } from '#lib/errors.ts';
import { gateMarkdown } from '#lib/views/gate/gate-markdown.ts';
import type { Io } from './verb.ts';

/** Says for people what a gate says: each rule that is not met, what would make it pass, and where to look. */
export function sayGate(gate: GateResult, io: Io): void {
  io.err(`gate: ${gate.sentence}`);
  for (const [word, rules] of [['fails', gate.violations] as const, ['warns', gate.warnings] as const]) {
    for (const { rule, message, remedy, findings } of rules) {
      io.err(`gate: ${rule} ${word}: ${message}`);
      for (const { ref, severity, title, path, line, url } of findings.slice(0, 5)) {
        const place = path === null ? '' : ` ${path}${line === null ? '' : `:${line}`}`;
        io.err(`  ${ref} ${severity}:${place} ${title} ${url}`);
      }
      if (findings.length > 5) io.err(`  and ${findings.length - 5} more`);
      for (const sentence of remedy) io.err(`  → ${sentence}`);
    }
  }
}

/** 0 it passed, 1 it failed, 2 it could not be judged yet. */
export function codeOfGate(gate: GateResult): number {
  if (gate.outcome === 'pending') return 2;
  return gate.passed ? 0 : 1;
}

/** Adds the answer as Markdown to a file, as `$GITHUB_STEP_SUMMARY` wants it; `-` prints it in place of the JSON. */
export async function writeSummary(gate: GateResult | null, to: string | undefined, io: Io): Promise<boolean> {
  if (to === undefined || gate === null) return false;
  const text = gateMarkdown(gate);
  if (to === '-') {
    io.out(text.trimEnd());
    return true;
  }
  await appendFile(to, `${text}\n`).catch((error: unknown) => {
    throw new Fault('invalid_input', `--summary ${to} cannot be written (${codeOf(error) ?? messageOf(error)}).`);
  });
  return false;
}
