import { samplesTest } from '#lib/scanners/shared/samples.ts';
import { semgrep } from './scanner.ts';

samplesTest(semgrep, 'semgrep');
