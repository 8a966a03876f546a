import type { Kind } from './company.ts';
import { GOLANG, MAVEN } from './compiled-packages.ts';
import type { Problem } from './issue.ts';
import { NPM, PYPI } from './language-packages.ts';

export const PACKAGES: Readonly<Record<Kind, readonly Problem[]>> = {
  node: NPM,
  python: PYPI,
  go: GOLANG,
  java: MAVEN,
  infra: [],
};
