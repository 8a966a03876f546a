import { repositoryName, word } from './common.ts';

/** A repository, or pipelines of it. */
export const pipelinePlace = {
  repo: repositoryName.optional(),
  /** Of the repository, by its key, or those of a file: `.gitlab-ci.yml` is all of its jobs too. Needs `repo`. */
  pipeline: word(255).min(1).optional(),
};

export const hasRepository = ({ repo, pipeline }: { repo?: string | undefined; pipeline?: string | undefined }) =>
  pipeline === undefined || repo !== undefined;

export const NEEDS_REPOSITORY = {
  path: ['pipeline'],
  message: 'must come with the repository that it is of: repo=owner/name',
};
