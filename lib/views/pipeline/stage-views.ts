import type { PipelineFileRow, RepositoryOutcomes } from '#db/queries/pipeline-files.ts';
import type { PipelineControl, PipelineFileView } from '#lib/contracts/pipeline.ts';
import { type JudgedStageControl, STAGES, stagesOfFile } from '#lib/domain/pipeline/stage-controls.ts';

/** The stages in their order, each with what protects it, why something is not known, and where the evidence is. */
export function stageViews(
  judged: readonly JudgedStageControl[],
  row: PipelineFileRow,
  system: RepositoryOutcomes | null,
): PipelineFileView['path_of_stages'] {
  const seen = new Set(stagesOfFile(row.facts));
  return STAGES.map((stage) => ({
    stage,
    seen: seen.has(stage),
    controls: judged
      .filter(({ control }) => control.stage === stage)
      .map((each): PipelineControl => {
        const { id, title } = each.control;
        const why = each.presence === 'unknown' ? whyUnknown(each, row, system) : null;
        return { id, title, presence: each.presence, why, url: urlOf(each, row, system) };
      }),
  }));
}

function whyUnknown({ control }: JudgedStageControl, row: PipelineFileRow, system: RepositoryOutcomes | null): string {
  const { asked } = control;
  switch (asked.by) {
    case 'file':
      if (row.facts === null) return 'The file could not be read.';
      if (control.id === 'provenance') return 'The file does not say so; another one may.';
      return 'The file was delivered more than 7 days ago.';
    case 'system':
      return system === null
        ? 'No inventory that you see speaks of this repository.'
        : `The inventory of ${system.system} does not tell, or is older than 7 days.`;
    case 'scan':
      return `No whole ${asked.category} scan in the last 7 days.`;
    case 'gate':
      return 'No report of it was judged.';
  }
}

function urlOf(
  { control, presence, rule }: JudgedStageControl,
  { fullName }: PipelineFileRow,
  system: RepositoryOutcomes | null,
): string | null {
  const repository = (name: string): string => name.split('/').map(encodeURIComponent).join('/');
  const { asked } = control;
  switch (asked.by) {
    case 'file':
      return presence === 'missing' && rule !== null ? `/findings?repo=${repository(fullName)}&rule=${rule}` : null;
    case 'system':
      return presence === 'missing' && rule !== null && system !== null
        ? `/findings?repo=${repository(system.system)}&rule=${rule}`
        : null;
    case 'scan':
      return `/repositories/${repository(fullName)}`;
    case 'gate':
      return `/policy/gates?repo=${repository(fullName)}`;
  }
}
