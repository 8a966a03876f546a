import { STAGE_WORDS } from '#components/shared/pipeline-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { cn } from '#components/ui/cn.ts';
import { Tag } from '#components/ui/state-badge.tsx';
import type { PipelineJob } from '#lib/contracts/pipeline.ts';
import { formatCount } from '#lib/format.ts';
import { permissionWords } from './words.ts';

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div className="min-w-0">
      <dt className="text-12 text-faint">{title}</dt>
      <dd className="[overflow-wrap:anywhere]">
        <ul>
          {names.map((name) => (
            <li key={name}>
              <code className="font-mono text-12">
                <Breakable text={name} />
              </code>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

function Job({ job }: { job: PipelineJob }) {
  const { name, stages, permissions, environment, production, runners, uses, secrets, oidc, attests } = job;
  return (
    <li className="border-b py-3">
      <h3 className="flex flex-wrap items-center gap-2 font-medium text-14 [overflow-wrap:anywhere]">
        {name === '' ? 'The steps' : name}
        {stages.map((stage) => (
          <Tag key={stage}>{STAGE_WORDS[stage].toLowerCase()}</Tag>
        ))}
        {environment === null ? null : (
          <span className={cn('text-12', production ? 'text-ink' : 'text-faint')}>→ {environment}</span>
        )}
      </h3>
      <dl className="mt-1.5 grid gap-x-6 gap-y-2 text-13 sm:grid-cols-2 lg:grid-cols-4">
        <div className="min-w-0">
          <dt className="text-12 text-faint">Its token may</dt>
          <dd>
            <ul>
              {permissionWords(permissions).map((right) => (
                <li key={right} className={cn(/write/.test(right) ? 'text-ink' : 'text-soft')}>
                  {right}
                </li>
              ))}
            </ul>
            {oidc ? <p className="text-12 text-soft">A cloud can know it by a token of the platform.</p> : null}
            {attests ? <p className="text-12 text-soft">It signs a statement of what it made.</p> : null}
          </dd>
        </div>
        <Names title="Runs on" names={runners} />
        <Names title="Reads the secrets" names={secrets} />
        <Names title={`Uses ${formatCount(uses.length, 'thing')} of others`} names={uses} />
      </dl>
    </li>
  );
}

/** What each job may do, where it runs, and what of others it runs. */
export function Jobs({ jobs }: { jobs: readonly PipelineJob[] }) {
  if (jobs.length === 0) return <p className="text-13 text-soft">The file has no job that could be read.</p>;
  return (
    <ul className="border-t">
      {jobs.map((job) => (
        <Job key={job.name} job={job} />
      ))}
    </ul>
  );
}
