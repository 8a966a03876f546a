import { generateSarif } from '../generate-sarif.ts';
import { type Plumbline, peakMemory, post, quantile } from '../plumbline.ts';
import { type Report, seconds } from '../report.ts';
import { composedLimit } from './composed-limit.ts';

export function sarif(count: number, seed: number): Buffer {
  return Buffer.from([...generateSarif(count, seed)].join(''));
}

async function written(plumbline: Plumbline): Promise<number> {
  // Other sessions report their statistics up to a second after a transaction.
  await plumbline.sql`select pg_stat_force_next_flush()`;
  await plumbline.sql`select pg_stat_clear_snapshot()`;
  const [row] = await plumbline.sql<{ rows: number }[]>`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as rows from pg_stat_user_tables
    where relname in ('findings', 'evidence', 'sightings')`;
  return row?.rows ?? 0;
}

async function settled(plumbline: Plumbline): Promise<number> {
  let before = -1;
  for (let now = await written(plumbline); now !== before; now = await written(plumbline)) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  return before;
}

/** 10,000 results into repositories that are new: the first since the start, then the middle one of five more. */
async function tenThousandFirst(plumbline: Plumbline, report: Report): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 6; index += 1) {
    const repo = `bench/ten-thousand-${index}`;
    times.push((await post(plumbline, { repo }, sarif(10_000, 70 + index))).milliseconds);
  }
  const [cold = Number.NaN, ...warm] = times;
  const middle = quantile(warm, 0.5);
  report.add({
    what: '10,000-result SARIF, POST to processed (middle of five; the first since the start)',
    measured: `${seconds(middle)} (${seconds(cold)})`,
    target: '≤ 1.5 s',
    met: middle <= 1500,
  });
  return middle;
}

/** 10,000 results: into a new repository, then the same bytes again, and the same results in other bytes. */
export async function tenThousand(plumbline: Plumbline, report: Report): Promise<void> {
  const took = await tenThousandFirst(plumbline, report);
  const repo = 'bench/ten-thousand';
  const body = sarif(10_000, 7);
  await post(plumbline, { repo, commit: 'aaaaaaa1' }, body);
  const before = await settled(plumbline);
  const same = await post(plumbline, { repo, commit: 'aaaaaaa2' }, body);
  const ratio = took / same.milliseconds;
  report.add({
    what: 'the identical bytes again (another commit)',
    measured: `${ratio.toFixed(1)} × faster, ${seconds(same.milliseconds)}`,
    target: '≥ 5 ×',
    met: ratio >= 5,
  });
  const respelled = Buffer.concat([Buffer.from('\n'), body]);
  const other = await post(plumbline, { repo, commit: 'aaaaaaa3' }, respelled);
  const otherRatio = took / other.milliseconds;
  report.add({
    what: 'the same results in other bytes (read and compared again)',
    measured: `${otherRatio.toFixed(1)} × faster, ${seconds(other.milliseconds)}`,
    target: '',
    met: null,
  });
  const rows = (await settled(plumbline)) - before;
  report.add({
    what: 'rows of findings, evidence and sightings written by both',
    measured: String(rows),
    target: '0',
    met: rows === 0 && other.answer.unchanged === 10_000,
  });
}

/** 100,000 results into the filled database, compared with only parsing and copying the same rows. */
export async function hundredThousand(plumbline: Plumbline, report: Report): Promise<void> {
  const body = sarif(100_000, 3);
  const [present] = await plumbline.sql<{ count: number }[]>`select count(*)::int as count from findings`;
  const first = await post(plumbline, { repo: 'bench/hundred-thousand', commit: 'bbbbbbb1' }, body);
  const rate = Math.round(100_000 / (first.milliseconds / 1000));
  report.add({
    what: `100,000-result SARIF (${Math.round(body.length / 1e6)} MB) with ${present?.count.toLocaleString('en')} findings present`,
    measured: `${seconds(first.milliseconds)}, ${rate.toLocaleString('en')} findings/s`,
    target: '',
    met: null,
  });
  const limit = await composedLimit(plumbline, 'bench/hundred-thousand', body);
  const share = (limit.parse + limit.copy) / first.milliseconds;
  report.add({
    what: 'of the composed limit (parse alone + COPY alone of the same rows)',
    measured: `${Math.round(share * 100)} % (parse ${seconds(limit.parse)} + copy ${seconds(limit.copy)})`,
    target: '≥ 60 %',
    met: share >= 0.6,
  });
  const again = await post(plumbline, { repo: 'bench/hundred-thousand', commit: 'bbbbbbb2' }, body);
  const ratio = first.milliseconds / again.milliseconds;
  report.add({
    what: 'the identical 100,000 again',
    measured: `${ratio.toFixed(1)} × faster`,
    target: '≥ 5 ×',
    met: ratio >= 5,
  });
  const other = await post(
    plumbline,
    { repo: 'bench/hundred-thousand', commit: 'bbbbbbb3' },
    Buffer.concat([Buffer.from('\n'), body]),
  );
  report.add({
    what: 'the same 100,000 results in other bytes',
    measured: `${(first.milliseconds / other.milliseconds).toFixed(1)} × faster`,
    target: '',
    met: null,
  });
  const worker = peakMemory('lib/worker/main.ts');
  const reader = peakMemory('read/child.ts');
  report.add({
    what: 'highest memory of worker / reading child',
    measured: `${worker} / ${reader} MiB`,
    target: '≤ 512 MiB each',
    met: worker <= 512 && reader <= 512,
  });
}
