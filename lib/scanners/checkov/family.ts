import type { Category } from '#lib/domain/finding/finding.ts';

/** Checkov's runners (`check_type`) whose subject is not plain infrastructure code. */
const FAMILIES: ReadonlyMap<string, Category> = new Map<string, Category>([
  ['secrets', 'secret'],
  ['sca_package', 'dependency'],
  ['sca_image', 'container'],
  ['github_actions', 'pipeline'],
  ['gitlab_ci', 'pipeline'],
  ['azure_pipelines', 'pipeline'],
  ['circleci_pipelines', 'pipeline'],
  ['bitbucket_pipelines', 'pipeline'],
  ['argo_workflows', 'pipeline'],
  ['github_configuration', 'privilege'],
  ['gitlab_configuration', 'privilege'],
  ['bitbucket_configuration', 'privilege'],
]);

/** Reports that lost their `check_type` on the way still say by the check's id what they are about. */
const BY_ID =
  /^CKV2?_(?:(SECRET_|CVE_|GHA_)|(GITLABCI_|AZUREPIPELINES_|CIRCLECIPIPELINES_|BITBUCKETPIPELINES_|ARGO_)|(GITHUB_|GLB_|GITLAB_|BITBUCKET_))/;

export function categoryOf(runner: string, checkId: string): Category {
  const known = FAMILIES.get(runner);
  if (known !== undefined) return known;
  if (runner.startsWith('sast')) return 'sast';
  if (runner !== '') return 'iac';
  const [, first, pipeline, privilege] = BY_ID.exec(checkId) ?? [];
  if (first === 'SECRET_') return 'secret';
  if (first === 'CVE_') return 'dependency';
  if (first === 'GHA_' || pipeline !== undefined) return 'pipeline';
  return privilege === undefined ? 'iac' : 'privilege';
}
