import type { GitlabJob, Job, Step } from './model.ts';
import { get, type TextNode, textOf } from './node.ts';

/** Actions that put something where users meet it. */
const DEPLOYING_ACTION =
  /^(?:aws-actions\/(?:amazon-ecs-deploy-task-definition|aws-cloudformation-github-deploy|aws-codebuild-run-build|aws-lambda-deploy)|azure\/(?:webapps-deploy|functions-action|k8s-deploy|static-web-apps-deploy|container-apps-deploy-action|arm-deploy|aks-deploy)|google-github-actions\/(?:deploy-cloudrun|deploy-appengine|deploy-cloud-functions)|superfly\/flyctl-actions|amondnet\/vercel-action|cloudflare\/(?:wrangler-action|pages-action)|netlify\/actions|nwtgck\/actions-netlify|akhileshns\/heroku-deploy|appleboy\/(?:ssh|scp)-action|digitalocean\/app_action|pulumi\/actions|firebaseextended\/action-hosting-deploy|jakejarvis\/s3-sync-action|einaregilsson\/beanstalk-deploy)(?:\/|$)/i;

/** Commands that do. What only plans, renders or validates is none of them. */
const DEPLOYING_COMMAND =
  /(?:^|[\s;&|(])(?:kubectl\s+(?:[^\n;|&]{0,80}\s)?(?:apply|rollout\s+restart|set\s+image|replace|patch)|helm\s+(?:[^\n;|&]{0,80}\s)?(?:upgrade|install)|helmfile\s+(?:[^\n;|&]{0,80}\s)?(?:apply|sync)|(?:terraform|tofu|terragrunt)\s+(?:[^\n;|&]{0,80}\s)?apply|pulumi\s+(?:[^\n;|&]{0,80}\s)?up|(?:npx\s+)?cdk\s+deploy|sam\s+deploy|(?:npx\s+)?(?:serverless|sls)\s+deploy|aws\s+(?:s3\s+sync|ecs\s+update-service|lambda\s+update-function-code|cloudformation\s+deploy|deploy\s+create-deployment)|gcloud\s+(?:[^\n;|&]{0,40}\s)?(?:run|app|functions)\s+deploy|az\s+(?:webapp\s+(?:deploy|up)|functionapp\s+deploy|containerapp\s+update)|flyctl\s+deploy|fly\s+deploy|vercel\s+(?:[^\n;|&]{0,80}\s)?--prod|netlify\s+deploy\s+(?:[^\n;|&]{0,80}\s)?--prod|wrangler\s+(?:deploy|publish)|firebase\s+deploy|ansible-playbook\s|argocd\s+app\s+sync|cap\s+production\s+deploy|eb\s+deploy|cf\s+push)(?=[\s"';]|$)/m;
const ONLY_TRIES = /--dry-run|--check\b|--diff\b|--validate-only|--no-execute-changeset/;

/** Whether a script deploys: some line does, and does not only try to. */
export function deploysIn(script: string): boolean {
  return script
    .slice(0, 200_000)
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .some(
      (line) => !/^\s*(?:#|echo\b)/.test(line) && DEPLOYING_COMMAND.test(line.slice(0, 2000)) && !ONLY_TRIES.test(line),
    );
}

function deploys(step: Step): boolean {
  if (step.uses?.place === 'repository' && DEPLOYING_ACTION.test(step.uses.name)) {
    const command = textOf(get(step.with, 'command'));
    return !(/^pulumi\/actions/i.test(step.uses.name) && command !== null && command !== 'up');
  }
  return step.run !== null && deploysIn(step.run.value);
}

/** The step by which a job deploys; null where it does not, as far as the file shows. */
export const deployingStep = (job: Job): Step | null => job.steps.find(deploys) ?? null;

/** The script line by which a job of GitLab deploys. */
export const deployingScript = (job: GitlabJob): TextNode | null =>
  job.scripts.find((script) => deploysIn(script.value)) ?? null;

/** Names of what users meet. */
export const isProduction = (name: string): boolean =>
  /(?:^|[^a-z])(?:prod|production|prd|live)(?:$|[^a-z])/i.test(name) && !/(?:non|pre)[-_ ]?prod/i.test(name);
