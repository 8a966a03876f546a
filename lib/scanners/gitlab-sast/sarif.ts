import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const gitlabSast: SarifDialect = {
  id: 'gitlab-sast',
  trusted: [
    { name: 'scope_offset_compressed', pathFree: false },
    { name: 'scope_offset', pathFree: false },
  ],
};
