import { randomBytes } from 'node:crypto';
import { connect, type Sql } from '#db/client.ts';
import { inTransaction } from '#db/transaction.ts';
import type { ChainedEntry } from '#lib/domain/audit/entry.ts';
import { CHAIN_START, hashEntry } from '#lib/domain/audit/hash-entry.ts';
import { sealEntry } from '#lib/domain/audit/seal.ts';
import { verifyAudit } from '#lib/services/audit/verify-audit.ts';
import { writeAudit } from '#lib/services/audit/write-audit.ts';
import { findEmbedded } from '#scripts/machine/embedded.ts';
import { type Plumbline, quantile } from '../plumbline.ts';
import type { Report } from '../report.ts';

/** Entries of the log that is verified: `BENCH_AUDIT`, or 200,000. */
const ENTRIES = Number(process.env.BENCH_AUDIT ?? 200_000);
const WRITES = 300;
/** Of no organization that is there: its log is written and verified alone. */
const ORG = 1_000_000;
const BATCH = 10_000;

const salt = (): string => randomBytes(16).toString('hex');

function entryOf(sequence: number, previous: string): ChainedEntry {
  const entry = {
    ...{ orgId: ORG, sequence, at: new Date(Date.UTC(2026, 0, 1) + sequence * 1000), source: '203.0.113.7' },
    actor: { kind: 'upload_token', id: 3, name: `ci ${sequence % 7}` },
    verb: 'upload.accepted',
    target: { kind: 'upload', id: `upl_1_${sequence}`, name: `acme/repo-${sequence % 100}` },
    detail: { pipeline: 'main', ref: null, sha256: 'a'.repeat(64), bytes: sequence },
  } as const;
  const seals = sealEntry(entry, { actor: salt(), target: salt(), detail: salt() });
  return { ...entry, seals, previous, hash: hashEntry(previous, entry, seals) };
}

async function fill(sql: Sql): Promise<void> {
  let { hash: previous } = CHAIN_START;
  for (let from = 0; from < ENTRIES; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, ENTRIES - from) }, (_, index) => {
      const entry = entryOf(from + index + 1, previous);
      previous = entry.hash;
      return { ...entry, at: entry.at.toISOString() };
    });
    await sql`
      insert into audit_entries (org_id, sequence, at, actor_kind, actor_id, actor_name, verb, target_kind, target_id,
        target_name, source, detail, seals, previous, hash)
      select (e->>'orgId')::int, (e->>'sequence')::bigint, (e->>'at')::timestamptz, e->'actor'->>'kind',
        (e->'actor'->>'id')::int, e->'actor'->>'name', e->>'verb', e->'target'->>'kind', e->'target'->>'id',
        e->'target'->>'name', e->>'source', e->'detail', e->'seals', decode(e->>'previous', 'hex'), decode(e->>'hash', 'hex')
      from jsonb_array_elements(${sql.json(rows)}::jsonb) e`;
  }
  await sql`insert into audit_heads (org_id, sequence, hash) values (${ORG}, ${ENTRIES}, ${Buffer.from(previous, 'hex')})`;
  await sql`analyze audit_entries`;
}

async function verify(sql: Sql, report: Report): Promise<void> {
  const started = performance.now();
  const { entries, problem } = await verifyAudit(sql, { orgId: ORG });
  const rate = entries / ((performance.now() - started) / 1000);
  if (problem !== null || entries !== ENTRIES) throw new Error(`the log of the bench is wrong: ${problem?.sentence}`);
  report.add({
    what: `\`plumbline audit verify\` of ${ENTRIES.toLocaleString('en')} sealed entries`,
    measured: `${Math.round(rate).toLocaleString('en')} entries/s`,
    target: '≥ 50,000 entries/s',
    met: rate >= 50_000,
  });
}

/** What an entry costs a transaction that does nothing else: every accepted report has one. */
async function write(sql: Sql, report: Report): Promise<void> {
  const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
  const { actor, verb, target, source, detail } = entryOf(1, CHAIN_START.hash);
  for (let turn = 0; turn < WRITES; turn += 1) {
    for (const how of ['with', 'without'] as const) {
      const started = performance.now();
      await inTransaction(sql, async (tx) => {
        await tx`update audit_heads set anchored_on = ${'2026-03-02'}::text::date where org_id = ${ORG}`;
        if (how === 'with')
          await writeAudit(tx, { orgId: ORG, at: new Date(), actor, source }, { verb, target, detail });
      });
      times[how].push(performance.now() - started);
    }
  }
  const cost = quantile(times.with, 0.5) - quantile(times.without, 0.5);
  report.add({
    what: 'an entry of the audit log, added to a transaction that writes one row',
    measured: `${cost.toFixed(2)} ms more (p50)`,
    target: '≤ 3 ms',
    met: cost <= 3,
  });
}

/** The audit log: what an entry costs, and how fast a long log is verified. */
export async function audit(plumbline: Plumbline, report: Report): Promise<void> {
  const settings = await findEmbedded(plumbline.dataDir);
  if (!settings) throw new Error('the database of the bench does not run');
  const sql = connect(settings, { max: 2, name: 'plumbline bench audit', writable: true });
  try {
    await fill(sql);
    await verify(sql, report);
    await write(sql, report);
    await sql`delete from audit_entries where org_id = ${ORG}`;
    await sql`delete from audit_heads where org_id = ${ORG}`;
  } finally {
    await sql.end({ timeout: 2 });
  }
}
