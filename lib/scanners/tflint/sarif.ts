import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { placeOf } from './place.ts';

export const tflint: SarifDialect = {
  id: 'tflint',
  aliases: ['tflint'],
  // The errors of its own run are the results of a second run.
  errorRuns: ['tflint-errors'],
  category: 'iac',
  places({ rule, message, locations }) {
    const [first, ...others] = locations;
    return first === undefined ? locations : [...placeOf(rule.id, first, message).locations, ...others];
  },
  resource({ rule, message, locations }, stated) {
    const [place] = locations;
    return place === undefined ? stated : placeOf(rule.id, place, message).resource;
  },
};
