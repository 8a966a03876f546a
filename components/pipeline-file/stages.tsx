import { STAGE_WORDS } from '#components/shared/pipeline-words.ts';
import { cn } from '#components/ui/cn.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineControl, PipelineFileView } from '#lib/contracts/pipeline.ts';
import { PresenceMark } from './presence.tsx';
import { controlsSentence } from './words.ts';

type StageView = PipelineFileView['path_of_stages'][number];

function Control({ control: { title, presence, why, url } }: { control: PipelineControl }) {
  return (
    <li className="flex gap-2 py-1 text-13">
      <PresenceMark presence={presence} />
      <span className={cn('min-w-0', presence === 'not_applicable' && 'text-faint')}>
        {url === null ? title : <TextLink href={url}>{title}</TextLink>}
        {why === null ? null : <span className="block text-12 text-faint">{why}</span>}
      </span>
    </li>
  );
}

function Stage({ stage, seen, controls }: StageView) {
  const about = controls.filter(({ presence }) => presence !== 'not_applicable');
  const others = controls.filter(({ presence }) => presence === 'not_applicable');
  return (
    <li className={cn('min-w-0 rounded-card border p-3', !seen && 'border-dashed')}>
      <h2 className="font-semibold text-14">{STAGE_WORDS[stage]}</h2>
      <p className="mb-1 text-12 text-faint">
        {seen ? controlsSentence(controls) : 'No job of this file does it, as far as it shows.'}
      </p>
      <ul aria-label={`Controls of ${STAGE_WORDS[stage].toLowerCase()}`}>
        {[...about, ...(seen ? [] : others)].map((control) => (
          <Control key={control.id} control={control} />
        ))}
      </ul>
      {seen && others.length > 0 ? (
        <details className="mt-1 text-12 text-faint">
          <summary className="cursor-pointer py-1 hover:text-ink">Not about this file: {others.length}</summary>
          <ul>
            {others.map((control) => (
              <Control key={control.id} control={control} />
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}

/** The way from source to deployment, with what protects each stage. */
export function Stages({ stages }: { stages: readonly StageView[] }) {
  return (
    <ol aria-label="From source to deployment" className="grid items-start gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {stages.map((stage) => (
        <Stage key={stage.stage} {...stage} />
      ))}
    </ol>
  );
}
