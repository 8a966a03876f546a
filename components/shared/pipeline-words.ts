import type { JobStage } from '#lib/domain/pipeline/facts.ts';
import type { Stage } from '#lib/domain/pipeline/stage-controls.ts';

export const STAGE_WORDS: Readonly<Record<Stage | JobStage, string>> = {
  source: 'Source',
  build: 'Build',
  test: 'Test',
  artifact: 'Artifact',
  deploy: 'Deploy',
};

/** A right of a token, as people say it. */
export function rightsWords(rights: string | null): string {
  switch (rights) {
    case null:
      return 'writes nothing';
    case 'unsaid':
      return 'not said in the file';
    case 'write-all':
      return 'writes everything';
    case 'read-all':
      return 'reads everything';
    default:
      return rights;
  }
}
