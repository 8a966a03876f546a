import type { ReadSource } from '#lib/domain/privilege/inventory.ts';
import { aembit } from './aembit/read.ts';
import { aws } from './aws/read.ts';
import { azure } from './azure/read.ts';
import { beyondtrust } from './beyondtrust/read.ts';
import { conjur } from './conjur/read.ts';
import type { InventoryReader } from './contract.ts';
import { cyberark } from './cyberark/read.ts';
import { github } from './github/read.ts';
import { gitlab } from './gitlab/read.ts';
import { opengraph } from './opengraph/read.ts';
import { spiffe } from './spiffe/read.ts';
import { vault } from './vault/read.ts';

/** Every system whose inventories are read: one line each, here and in `READ_SOURCES`. */
export const INVENTORY_READERS: Readonly<Record<ReadSource, InventoryReader>> = {
  github,
  cyberark,
  aws,
  aembit,
  gitlab,
  azure,
  beyondtrust,
  vault,
  conjur,
  spiffe,
  opengraph,
};
