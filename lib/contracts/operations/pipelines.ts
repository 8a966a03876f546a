import { pipelineFileParams, pipelineFileView, pipelineListParams, pipelineListView } from '../pipeline.ts';
import { answer, type Operation } from './operation.ts';

export const PIPELINES: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/pipelines',
    group: 'Posture',
    summary: 'Files of pipelines, by repository and path',
    notes:
      'Workflows of GitHub Actions and GitLab CI files of default branches, as they were delivered last. `q` looks in paths and names of repositories.',
    permission: 'posture:read',
    query: pipelineListParams,
    answers: [answer(200, 'A page of files.', pipelineListView)],
    problems: [404],
  },
  {
    method: 'GET',
    path: '/api/v1/pipelines/file',
    group: 'Posture',
    summary: 'One file of a pipeline: its stages with their controls, its jobs, what changed',
    notes:
      'Source, build, artifact, deploy: each with the controls that are `present`, `missing` or `unknown`, from the file, the inventory of ' +
      'its system, scans and gates. `drift` is what it gave beyond the version before: new actions of others, wider rights, new secrets. ' +
      'With `section` only what that section of its page shows is read; `drift` (of `stages`), `scanners` (of `cadence`) and `runs` (of `runs` ' +
      'and `provenance`) are null in the others.',
    permission: 'posture:read',
    query: pipelineFileParams,
    answers: [answer(200, 'The file.', pipelineFileView)],
    problems: [404],
  },
];
