import type { JudgedSubject } from '#lib/domain/judged/judged-subject.ts';
import { factsOfFile } from '#lib/domain/pipeline/facts.ts';
import { judge } from '#lib/domain/pipeline/judge.ts';
import { isYamlPath, kindOfPath, kindOfText } from '#lib/domain/pipeline/kind-of-file.ts';
import { outcomesOfFile } from '#lib/domain/pipeline/outcomes.ts';
import { placeOfFile, readPipeline } from '#lib/domain/pipeline/read-pipeline.ts';
import { YAML_LIMITS } from '#lib/domain/pipeline/read-yaml.ts';
import { isDistinctive } from '#lib/domain/redaction/harmless.ts';
import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { DIALECTS } from '#lib/scanners/sarif/dialects.ts';
import { utf8Chunks } from '#lib/scanners/shared/decode.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { openZip, type ZipReport } from '#lib/scanners/shared/zip.ts';
import { ID, observe } from './observe.ts';

/** GitHub runs what is in this folder and nothing below it: who sends a part of it sends all of it. */
const WORKFLOWS = '.github/workflows';

/** Names of tools that look for problems, in lower case: a pipeline that calls one scans. */
const TOOLS: ReadonlySet<string> = new Set(DIALECTS.flatMap(({ id, aliases = [] }) => [id, ...aliases]));

/** Files of pipelines as they are, judged by rules of our own: one, or an archive of those of a repository. */
export const scanner: Scanner = {
  id: ID,
  name: 'Plumbline workflows',
  aliases: ['plumbline-pipelines'],
  categories: ['pipeline'],
  docsUrl: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
  accepts(outline: Outline): boolean {
    if (outline.kind === 'zip') return outline.entries.some((name) => kindOfPath(name) !== null);
    return outline.kind === 'text' && kindOfText(outline.head) !== null;
  },
  parse,
};

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const magic = Buffer.from(await source.slice(0, Math.min(2, source.size))).toString('latin1');
  return magic === 'PK' ? parseArchive(await openZip(source), sink) : parseFile(source, sink);
}

async function parseFile(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const read = await judgeFile(source, source.filename, sink);
  if ('problem' in read) throw new ReportError(read.problem, read.position);
  const reason = `One file was sent: what other files than ${read.path} have stays as it was.`;
  return summary([read.path], reason, [read.subject]);
}

async function parseArchive(archive: ZipReport, sink: Sink): Promise<ReportSummary> {
  const looked = new Set<string>();
  const subjects: JudgedSubject[] = [];
  let isAnyRead = false;
  for (const name of archive.entries.toSorted()) {
    const isNamed = kindOfPath(name) !== null;
    if (!isYamlPath(name)) continue;
    const source = await archive.source(name);
    // Any other YAML may be what a pipeline includes: it is looked at where it looks like one.
    if (!isNamed && kindOfText(await textOf(source)) === null) continue;
    const read = await judgeFile(source, name, sink);
    if ('problem' in read) {
      sink.skipped({ position: `${name}: ${read.position}`, reason: read.problem, standsFor: { path: name } });
      subjects.push(unread(name));
    } else {
      isAnyRead = true;
      looked.add(read.path);
      subjects.push(read.subject);
    }
    if (name.startsWith(`${WORKFLOWS}/`)) looked.add(WORKFLOWS);
  }
  if (!isAnyRead) throw new ReportError('the archive has no file of a pipeline that can be read');
  const paths = [...looked].filter((path) => path === WORKFLOWS || !path.startsWith(`${WORKFLOWS}/`));
  return summary(
    paths,
    `What stands outside of ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ', …' : ''} stays as it was.`,
    subjects,
  );
}

function summary(paths: string[], reason: string, items: readonly JudgedSubject[]): ReportSummary {
  return onePart({
    ...{ scanner: ID, categories: ['pipeline'] },
    gaps: [{ scope: 'outside', reason, paths }],
    subjects: { items, looked: paths, restUnknown: false },
  });
}

/** What it says is not known. */
function unread(name: string): JudgedSubject {
  const kind = kindOfPath(name) ?? 'gitlab';
  return { kind, name: placeOfFile(name, kind), outcomes: {}, facts: null };
}

async function judgeFile(
  source: ReportSource,
  name: string | null,
  sink: Sink,
): Promise<{ path: string; subject: JudgedSubject } | { problem: string; position: string }> {
  if (source.size > YAML_LIMITS.characters * 4) {
    return {
      problem: `longer than the limit of ${YAML_LIMITS.characters.toLocaleString('en')} characters`,
      position: 'line 1',
    };
  }
  const file = readPipeline(await textOf(source), name);
  if ('message' in file) return { problem: file.message, position: `line ${file.line}, column ${file.column}` };
  const judgements = judge(file, { tools: TOOLS });
  for (const judgement of judgements) {
    // Words are no secret elsewhere: they are masked where they stand.
    sink.holds?.((judgement.secrets ?? []).filter(isDistinctive));
    sink.observation(observe(file, judgement));
  }
  const facts = factsOfFile(file, { tools: TOOLS });
  const outcomes = outcomesOfFile(file.kind, facts, new Set(judgements.map(({ rule }) => rule.id)));
  return { path: file.path, subject: { kind: file.kind, name: file.path, outcomes, facts } };
}

async function textOf(source: ReportSource): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of utf8Chunks(source)) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}
