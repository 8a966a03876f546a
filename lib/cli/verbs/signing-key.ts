import { rotateKey } from '#lib/services/signing/rotate-key.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const signingKeyRotate: Verb = {
  words: 'signing-key rotate',
  usage: '',
  help: 'makes a new key to sign evidence with, and destroys the one before but for its public part: what it signed stays good',
  async run(args, io) {
    readOptions(args, {});
    return withInstallation(io, async (system) => {
      io.out(await rotateKey(system, operatorName(io.env)));
      return 0;
    });
  },
};
