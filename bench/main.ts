import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMailServer } from '../fixtures/mail-server.ts';
import { type Plumbline, post, startPlumbline } from './plumbline.ts';
import { asMarkdown, newReport, type Report, seconds } from './report.ts';
import { audit } from './scenarios/audit.ts';
import { digests, mailTo } from './scenarios/digests.ts';
import { hundredThousand, sarif, tenThousand } from './scenarios/ingest.ts';
import { isolation } from './scenarios/isolation.ts';
import { largeBody } from './scenarios/large-body.ts';
import { queue } from './scenarios/queue.ts';
import { reads } from './scenarios/reads.ts';
import { screens } from './scenarios/screens.ts';
import { small } from './scenarios/small.ts';
import { trends } from './scenarios/trends.ts';

/** Findings in the database before the large scenarios run: `BENCH_FINDINGS`, or 1,000,000. */
const PRESENT = Number(process.env.BENCH_FINDINGS ?? 1_000_000);
const PER_REPOSITORY = 50_000;

async function fill(plumbline: Plumbline, report: Report): Promise<void> {
  const repositories = Math.ceil(PRESENT / PER_REPOSITORY);
  const started = performance.now();
  for (let index = 0; index < repositories; index += 1) {
    await post(plumbline, { repo: `bench/filled-${index}` }, sarif(PER_REPOSITORY, 100 + index));
    process.stdout.write(
      `  ${((index + 1) * PER_REPOSITORY).toLocaleString('en')} of ${PRESENT.toLocaleString('en')} findings present\n`,
    );
  }
  const took = performance.now() - started;
  report.add({
    what: `filling with ${PRESENT.toLocaleString('en')} findings through the API (${repositories} reports)`,
    measured: `${seconds(took)}, ${Math.round(PRESENT / (took / 1000)).toLocaleString('en')} findings/s`,
    target: '',
    met: null,
  });
}

async function recount(plumbline: Plumbline, report: Report): Promise<void> {
  const { code } = await plumbline.command('recount');
  report.add({
    what: '`plumbline recount` after all of it',
    measured: `exit ${code}`,
    target: 'exit 0',
    met: code === 0,
  });
}

const mailServer = await startMailServer();
const plumbline = await startPlumbline('bench', mailTo(mailServer));
const report = newReport();
try {
  await small(plumbline, report);
  await tenThousand(plumbline, report);
  await largeBody(plumbline, report);
  await fill(plumbline, report);
  await plumbline.sql`analyze`;
  await hundredThousand(plumbline, report);
  await reads(plumbline, report);
  await queue(plumbline, report);
  await trends(plumbline, report);
  await screens(plumbline, report);
  await isolation(plumbline, report);
  await audit(plumbline, report);
  await digests(plumbline, mailServer, report);
  await recount(plumbline, report);
} finally {
  await plumbline.stop();
  await mailServer.close();
}
writeFileSync(join(import.meta.dirname, 'latest.md'), asMarkdown(report, new Date()));
process.exitCode = report.lines.some((line) => line.met === false) ? 1 : 0;
