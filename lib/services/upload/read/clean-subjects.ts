import { normalisePath } from '#lib/domain/finding/path.ts';
import type { JudgedSubject, JudgedSubjects } from '#lib/domain/judged/judged-subject.ts';
import type { JobFacts, PipelineFacts, TokenRights } from '#lib/domain/pipeline/facts.ts';
import type { StrangerFacts } from '#lib/domain/pipeline/strangers.ts';
import { clean } from './clean.ts';

type Redact = (text: string) => string;

const LENGTH = 255;

/** What was looked at, storable and without secrets: names are the report's. */
export function cleanSubjects(subjects: JudgedSubjects, root: string, redact: Redact): JudgedSubjects {
  const items = subjects.items.flatMap((each): JudgedSubject[] => {
    const isFile = each.kind !== 'system' && each.kind !== 'repository';
    const name = isFile ? normalisePath(each.name, root) : redact(clean(each.name, LENGTH));
    if (name === null || name === '') return [];
    return [{ ...each, name, facts: each.facts === null ? null : cleanFacts(each.facts, redact) }];
  });
  const looked = subjects.looked?.map((path) => normalisePath(path, root)).filter((path) => path !== null) ?? null;
  // Two names that are one by now: the last one holds.
  const known = new Map(items.map((each) => [`${each.kind} ${each.name}`, each]));
  return { ...subjects, items: [...known.values()], looked };
}

function cleanFacts({ events, permissions, jobs, digest }: PipelineFacts, redact: Redact): PipelineFacts {
  const said = (text: string): string => redact(clean(text, LENGTH));
  const rights = (given: TokenRights): TokenRights =>
    typeof given === 'string'
      ? given
      : Object.fromEntries(Object.entries(given).map(([name, right]) => [said(name), right]));
  return {
    events: events?.map(said) ?? null,
    permissions: rights(permissions),
    ...(digest === undefined ? {} : { digest }),
    jobs: jobs.map(
      (job): JobFacts => ({
        ...job,
        name: said(job.name),
        permissions: rights(job.permissions),
        environment: job.environment === null ? null : said(job.environment),
        runners: job.runners.map(said),
        uses: job.uses.map(said),
        secrets: job.secrets.map(said),
        ...(job.strangers === undefined ? {} : { strangers: cleanStrangers(job.strangers, said) }),
      }),
    ),
  };
}

function cleanStrangers(strangers: StrangerFacts, said: Redact): StrangerFacts {
  const { secrets, calls } = strangers;
  const call = calls && { ...calls, repository: said(calls.repository), path: said(calls.path), ref: said(calls.ref) };
  return { ...strangers, secrets: secrets === 'all' ? secrets : secrets.map(said), calls: call };
}
