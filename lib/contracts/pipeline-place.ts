import { repositoryName, word } from './common.ts';

/** A repository, or one of its pipelines. */
export const pipelinePlace = {
  repo: repositoryName.optional(),
  /** Of the repository, by its key; needs `repo`. */
  pipeline: word(255).min(1).optional(),
};

export const hasRepository = ({ repo, pipeline }: { repo?: string | undefined; pipeline?: string | undefined }) =>
  pipeline === undefined || repo !== undefined;

export const NEEDS_REPOSITORY = {
  path: ['pipeline'],
  message: 'must come with the repository that it is of: repo=owner/name',
};
