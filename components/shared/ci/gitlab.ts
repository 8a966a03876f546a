import { deliveryLines, needs, quoted } from './delivery.ts';
import {
  type BuiltSnippet,
  claim,
  failLine,
  indent,
  listed,
  type SnippetInput,
  scanAndGoOn,
  secretsOf,
  settingsNote,
} from './parts.ts';

/** A job in a container that has, or gets, what it needs. */
export function gitlab({ address, recipe, repo }: SnippetInput): BuiltSnippet {
  const { id, install, image, services = [], inImage = [], file, secrets = [] } = recipe;
  const where = 'Settings > CI/CD > Variables';
  const send = deliveryLines({
    address,
    file,
    fields: [
      ['repo', repo === null ? '"$CI_PROJECT_PATH"' : quoted(repo)],
      ['pipeline', '".gitlab-ci.yml#$CI_JOB_NAME"'],
      ...claim(recipe),
      ['ref', `"\${CI_MERGE_REQUEST_REF_PATH:-$CI_COMMIT_REF_NAME}"`],
      ['commit', '"$CI_COMMIT_SHA"'],
      ['run_id', '"$CI_PIPELINE_ID"'],
      ['run_url', '"$CI_PIPELINE_URL"'],
      ['started_at', '"$CI_PIPELINE_CREATED_AT"'],
      ['complete', '"$complete"'],
      ['wait', '60'],
    ],
  });
  const script = (lines: readonly string[]): string[] => ['    - |', indent(lines, 6)];
  const lines = [
    `${id}:`,
    '  stage: test',
    ...(image === null ? [] : [`  image: ${image}`]),
    ...(services.length === 0 ? [] : [`  services: [${services.join(', ')}]`]),
    '  variables:',
    "    GIT_DEPTH: '0'",
    '  rules:',
    '    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
    '  script:',
    ...script([needs('PLUMBLINE_TOKEN', `Store it under ${where}`), ...inImage, ...install]),
    ...script(scanAndGoOn(recipe)),
    ...script(send),
    ...script([failLine('complete')]),
  ];
  return {
    title: '.gitlab-ci.yml',
    code: `${lines.join('\n')}\n`,
    secrets: `${listed(secretsOf(recipe))} ${secrets.length === 0 ? 'as a masked variable' : 'as masked variables'} of the project or group: ${where}.${settingsNote(recipe, 'variables there')}`,
  };
}
