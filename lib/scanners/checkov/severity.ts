import type { Severity } from '#lib/domain/finding/finding.ts';

/**
 * Checkov reports no severity without its vendor's platform, so ours stands in. Read in this order: ids judged one by
 * one; what a check's name says it is about; the runner's default. What counts: a credential in code or a stranger who
 * may write is critical; exposure to the internet, administrator rights and escape to the host are high; missing
 * hardening is medium; logging, redundancy, labels and key ownership are low.
 */
const BY_ID: readonly (readonly [Severity, string])[] = [
  ['critical', 'AWS_41 AWS_45 AWS_46 AWS_57 AWS_384 AZURE_45 AZURE_239 OCI_1 PAN_1 LIN_1 BCW_1 OPENSTACK_1'],
  ['high', 'AWS_1 AWS_17 AWS_20 AWS_24 AWS_25 AWS_49 AWS_62 AWS_63 AWS_70 AWS_107 AWS_108 AWS_109 AWS_110 AWS_111'],
  ['high', 'AWS_274 AWS_275 AWS_277 AWS_286 AWS_287 AWS_288 AWS_289 AWS_290 AWS_301 AWS_302 AWS_348 2_AWS_40'],
  ['high', 'AZURE_9 AZURE_10 AZURE_11 AZURE_34 AZURE_137 2_AZURE_47 GCP_2 GCP_3 GCP_28 GCP_42 GCP_113 2_GCP_7'],
  ['high', 'K8S_2 K8S_16 K8S_17 K8S_18 K8S_19 K8S_27 K8S_39 K8S_49 K8S_68 K8S_69 K8S_138 K8S_152 K8S_155 2_K8S_5'],
  ['high', 'GHA_1 GHA_2 GHA_3 GHA_4 2_GHA_1 GITLABCI_1 CIRCLECIPIPELINES_5 CIRCLECIPIPELINES_6 CIRCLECIPIPELINES_7'],
  ['high', 'GITHUB_1 GITHUB_5 GITHUB_10 GITHUB_27 GLB_2 GITLAB_1 BITBUCKET_1 GIT_1 DOCKER_1 CIRCLECIPIPELINES_4'],
  ['medium', 'DOCKER_3 DOCKER_8 SECRET_6 SECRET_19 AWS_39 AWS_88 AWS_130 AWS_260 AWS_382 GCP_40 AZURE_119'],
  ['low', 'AWS_18 AWS_21 AWS_23 AWS_115 AWS_116 AWS_117 AWS_118 AWS_126 AWS_135 AWS_144 AWS_157'],
  ['low', 'AWS_145 AWS_226 AWS_353 2_AWS_5 2_AWS_61 2_AWS_62'],
  ['low', 'K8S_8 K8S_9 K8S_10 K8S_11 K8S_12 K8S_13 K8S_14 K8S_15 K8S_21 K8S_40 K8S_43 K8S_35 TF_2'],
  ['low', 'DOCKER_2 DOCKER_4 DOCKER_5 DOCKER_6 DOCKER_7 DOCKER_9 DOCKER_10 DOCKER_11 GHA_5 GHA_6 GHA_7'],
  ['low', 'GITHUB_8 GITHUB_9 GITHUB_15 GITHUB_16 GITHUB_20 GITHUB_28 GITLABCI_2'],
  ['info', 'GITLABCI_3 AZUREPIPELINES_5 CIRCLECIPIPELINES_8'],
];

/** `AWS_41` stands for `CKV_AWS_41`, `2_AWS_40` for `CKV2_AWS_40`. */
const JUDGED: ReadonlyMap<string, Severity> = new Map(
  BY_ID.flatMap(([severity, ids]) =>
    ids.split(' ').map((id) => [id.startsWith('2_') ? `CKV${id}` : `CKV_${id}`, severity] as const),
  ),
);

const BY_NAME: readonly (readonly [Severity, RegExp])[] = [
  ['critical', /\bhard[- ]?coded\b/i],
  [
    'low',
    /customer[- ]managed|\bCMK\b|\bCMEK\b|\blogging\b|\blogs?\b|\bbackups?\b|\bversioning\b|\bdescription\b|\btags?\b/i,
  ],
  ['low', /\bmulti-?az\b|\bredundan|\breplicat|\bmonitoring\b|\bdeletion protection\b|\bauto ?(minor|upgrade|repair)/i],
  ['high', /\b0\.0\.0\.0|\bpublicly\b|\banonymous|\bpublic access\b|\bunrestricted\b|\badministrative privileges\b/i],
  ['high', /\bprivileged\b|\bprivilege escalation\b|\bAdministratorAccess\b|certificate validation isn't disabled/i],
];

const BY_RUNNER: ReadonlyMap<string, Severity> = new Map([
  ['secrets', 'high'],
  ['dockerfile', 'medium'],
]);

/** `reported` is Checkov's own word (`HIGH`, `none`, …) and wins where it says something. */
export function checkovSeverity(reported: string | null, id: string, name: string, runner: string): Severity {
  const said = fromWord(reported);
  if (said !== null) return said;
  const judged = JUDGED.get(id);
  if (judged !== undefined) return judged;
  for (const [severity, pattern] of BY_NAME) if (pattern.test(name.slice(0, 500))) return severity;
  return BY_RUNNER.get(runner) ?? 'medium';
}

function fromWord(word: string | null): Severity | null {
  switch (word?.toLowerCase()) {
    case 'critical':
      return 'critical';
    case 'high':
    case 'important':
      return 'high';
    case 'medium':
    case 'moderate':
      return 'medium';
    case 'low':
      return 'low';
    case 'info':
      return 'info';
    default:
      return null;
  }
}
