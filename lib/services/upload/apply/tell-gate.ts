import { findByNumbers } from '#db/queries/findings-write.ts';
import { findBroken } from '#db/queries/gates.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import type { Stream } from '#db/queries/streams.ts';
import { MOST_LISTED } from '#lib/domain/outbox/event.ts';
import { gateChange } from '#lib/domain/outbox/gate-change.ts';
import { type BrokenRule, brokenRules } from '#lib/domain/policy/broken-rules.ts';
import type { StoredGate } from '#lib/domain/policy/gate.ts';
import type { RefRole } from '#lib/domain/policy/gate-facts.ts';
import type { At, Part } from './parts.ts';

interface Judged {
  /** Those that took effect, with their streams as they were before. */
  parts: readonly Part[];
  /** Streams of the ref that are not retired, as they are now. */
  streams: readonly Stream[];
  answer: StoredGate;
  /** Its version. */
  policy: number;
  role: RefRole;
}

/** Tells of the gate of the ref, where this report makes it fail or pass again. */
export async function tellGate(
  { tx, scope, upload, now }: At,
  { parts, streams, answer, policy, role }: Judged,
): Promise<void> {
  const uploadsOf = (some: readonly Stream[]): number[] => [
    ...new Set(some.flatMap(({ currentUpload }) => currentUpload ?? [])),
  ];
  const others = new Set(uploadsOf(streams));
  others.delete(upload.number);
  const former = uploadsOf(parts.map(({ stream }) => stream)).filter((number) => number !== upload.number);
  const all = await findBroken(tx, scope, [...new Set([...others, ...former])]);
  const broke = all.filter((one) => !others.has(one.upload)).flatMap(({ broken }) => broken);
  const change = gateChange({
    now: brokenRules(answer.rules),
    former: broke,
    others: all.filter(({ upload }) => others.has(upload)).flatMap(({ broken }) => broken),
  });
  if (change === null) return;
  const [rules, what] = 'failed' in change ? [change.failed, 'failed' as const] : [change.passed, 'passed' as const];
  const kind = role === 'branch' ? (`branch_gate_${what}` as const) : (`gate_${what}` as const);
  const listed = { rules: rules.slice(0, MOST_LISTED), policy, ref: upload.ref, commit: upload.commit };
  const detail = kind === 'gate_passed' ? { ...listed, stillOpen: await stillOpen({ tx, scope }, broke) } : listed;
  await insertOutbox(tx, scope, { at: now, upload: upload.number, userId: null, kind, detail });
}

/** A rule about what is new holds again although nobody fixed what broke it: it is new no more. Null: not known. */
async function stillOpen(
  { tx, scope }: Pick<At, 'tx' | 'scope'>,
  broken: readonly BrokenRule[],
): Promise<number | null> {
  const named = [...new Set(broken.flatMap(({ findings }) => findings))];
  const open = (await findByNumbers(tx, scope, named)).filter(({ state }) => state === 'open').length;
  const wereAllNamed = broken.every(({ count, findings }) => (count ?? 0) <= findings.length);
  return open > 0 || wereAllNamed ? open : null;
}
