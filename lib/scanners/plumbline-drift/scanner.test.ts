import { goldenTest } from '#lib/scanners/shared/golden.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);
