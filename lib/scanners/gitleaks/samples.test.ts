import { samplesTest } from '#lib/scanners/shared/samples.ts';
import { gitleaks } from './scanner.ts';

const because = 'one observation per leak; leaks of one value become one finding by their identity, not in the parser';
samplesTest(gitleaks, 'gitleaks', {
  'gitleaks/gitleaks8_many.json': { count: 4, because },
  'gitleaks/version_7.5.0.json': { count: 8, because },
});
