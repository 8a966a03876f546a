import { get, itemsOf, type Node } from '#lib/domain/pipeline/node.ts';
import { imageOf } from '#lib/domain/pipeline/read-gitlab.ts';
import { GITLAB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const gitlabPrivilegedDind: Rule = {
  of: 'gitlab',
  id: 'gitlab-privileged-dind',
  title: 'Docker in Docker needs a privileged runner',
  why: 'A privileged container is no wall: what runs in this job can become root of the machine that the runner is on, and reach whatever else runs there.',
  fix: 'Build images without a daemon (Buildah, BuildKit without root, Kaniko’s successors), or keep such jobs on runners that live for one job and serve protected branches only.',
  severity: 'medium',
  controls: ['CICD-SEC-7', 'CICD-SEC-5', 'CIS 2.2', 'SLSA Build L3'],
  cwes: [250],
  references: [GITLAB_DOCS.dind],
  check: (file) => [
    ...inPlace(file.root, null),
    ...inPlace(get(file.root, 'default'), null),
    ...file.jobs.flatMap((job) => inPlace(job.own, job.key)),
  ],
};

function inPlace(place: Node | null, job: string | null): Match[] {
  return itemsOf(get(place, 'services')).flatMap((service): Match[] => {
    const found = imageOf(service);
    if (found === null || !/(?:^|\/)docker:(?:[\w.-]*-)?dind(?:-rootless)?(?:[@-]|$)/i.test(found.image)) return [];
    const isRootless = /dind-rootless/i.test(found.image);
    return [
      {
        line: found.node.line,
        job,
        step: 'docker',
        severity: isRootless ? 'low' : 'medium',
        message: isRootless
          ? `${found.image} runs its daemon without root, and still asks for a privileged container.`
          : `${found.image} only works on a runner with privileged = true.`,
      },
    ];
  });
}
