import { samplesTest } from '#lib/scanners/shared/samples.ts';
import { sarif } from './scanner.ts';

samplesTest(sarif, 'sarif');
