import { deployWithoutEnvironment } from '#lib/domain/pipeline/rules/deploy-without-environment.ts';
import { deployWithoutTests } from '#lib/domain/pipeline/rules/deploy-without-tests.ts';
import { excessivePermissions } from '#lib/domain/pipeline/rules/excessive-permissions.ts';
import { exposedSecrets } from '#lib/domain/pipeline/rules/exposed-secrets.ts';
import { gitlabLiteralSecret } from '#lib/domain/pipeline/rules/gitlab-literal-secret.ts';
import { gitlabPrivilegedDind } from '#lib/domain/pipeline/rules/gitlab-privileged-dind.ts';
import { gitlabProductionWithoutGate } from '#lib/domain/pipeline/rules/gitlab-production-without-gate.ts';
import { gitlabScriptInjection } from '#lib/domain/pipeline/rules/gitlab-script-injection.ts';
import { gitlabUnpinnedImage } from '#lib/domain/pipeline/rules/gitlab-unpinned-image.ts';
import { gitlabUnpinnedInclude } from '#lib/domain/pipeline/rules/gitlab-unpinned-include.ts';
import { gitlabUntaggedDeploy } from '#lib/domain/pipeline/rules/gitlab-untagged-deploy.ts';
import { insecureCommands } from '#lib/domain/pipeline/rules/insecure-commands.ts';
import { pipedDownload } from '#lib/domain/pipeline/rules/piped-download.ts';
import { selfHostedOnPullRequest } from '#lib/domain/pipeline/rules/self-hosted-on-pull-request.ts';
import { staticCloudKeys } from '#lib/domain/pipeline/rules/static-cloud-keys.ts';
import { templateInjection } from '#lib/domain/pipeline/rules/template-injection.ts';
import { unpinnedUses } from '#lib/domain/pipeline/rules/unpinned-uses.ts';
import { untrustedCheckout } from '#lib/domain/pipeline/rules/untrusted-checkout.ts';
import type { Rule } from './rule.ts';

/** Every rule, weightiest first; those of GitHub before those of GitLab. */
export const RULES: readonly Rule[] = [
  untrustedCheckout,
  templateInjection,
  insecureCommands,
  exposedSecrets,
  excessivePermissions,
  unpinnedUses,
  selfHostedOnPullRequest,
  staticCloudKeys,
  pipedDownload,
  deployWithoutEnvironment,
  deployWithoutTests,
  gitlabLiteralSecret,
  gitlabScriptInjection,
  gitlabUnpinnedInclude,
  gitlabProductionWithoutGate,
  gitlabPrivilegedDind,
  gitlabUntaggedDeploy,
  gitlabUnpinnedImage,
];
