import type { JudgedSubjects } from '#lib/domain/judged/judged-subject.ts';
import { READ_SOURCES } from '#lib/domain/privilege/inventory.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import { type Judgement, judgeInventory } from '#lib/domain/privilege/judge.ts';
import { observe } from '#lib/domain/privilege/observe.ts';
import type { RuleState } from '#lib/domain/privilege/rule.ts';
import { INVENTORY_READERS } from '#lib/inventories/all-inventories.ts';
import type { ReadInventory } from '#lib/inventories/contract.ts';
import { MANIFEST, readHead } from '#lib/inventories/shared/manifest.ts';
import { isKept, isValueName } from '#lib/inventories/shared/value-name.ts';
import type { Gap, Judging, Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { isRecord, oneLine } from '#lib/scanners/shared/text.ts';

/** Inventories of who may do what, in our own envelope around what the systems themselves say. */
export const scanner: Scanner = {
  id: 'plumbline-inventory',
  name: 'Plumbline inventory',
  aliases: READ_SOURCES.map((source) => `plumbline-${source}`),
  categories: ['privilege'],
  docsUrl: 'https://docs.github.com/en/rest',
  // A leaked secret stands in a graph as a member `secret`.
  drops: (name, holdsRows) => isValueName(name, holdsRows) || name === 'secret',
  keeps: isKept,
  accepts(outline: Outline): boolean {
    if (outline.kind === 'zip') return outline.entries.includes(MANIFEST);
    return outline.kind === 'json' && isRecord(outline.value) && outline.value.schema === 'inventory/v1';
  },
  parse,
};

async function parse(source: ReportSource, sink: Sink, by?: Judging): Promise<ReportSummary> {
  const read = await readSource(source);
  sink.inventory?.(read.inventory);
  for (const item of read.skipped) sink.skipped(item);
  const judgement = judgeInventory(read.inventory, by?.privileges, undefined, (failure) =>
    sink.observation(observe(failure, read.inventory, `rule ${failure.rule.id}`)),
  );
  const { scope, source: system } = read.inventory;
  const part = {
    scanner: `plumbline-${system}`,
    categories: [...scanner.categories],
    gaps: gapsOf(read, judgement),
    inventory: factsOf(read, judgement),
    subjects: subjectsOf(read, judgement),
    subject: `${system}/${scope.toLowerCase()}`,
  };
  return onePart(part, read.document.collectedAt);
}

/** The head first: it says whose inventory it is. */
async function readSource(source: ReportSource): Promise<ReadInventory> {
  const { head } = await readHead(source);
  const system = READ_SOURCES.find((each) => each === head.source);
  if (system !== undefined) return INVENTORY_READERS[system].read(source);
  const said =
    typeof head.source === 'string' ? `an inventory of ${oneLine(head.source, 40)}` : 'an inventory of nothing';
  throw new ReportError(`this is ${said}, which nobody here reads`, 'source');
}

function gapsOf({ document }: ReadInventory, { unjudged }: Judgement): Gap[] {
  const gaps = unjudged.map(({ reason, rules, subjects }): Gap => ({ scope: 'rules', reason, rules, subjects }));
  const isEmpty = [...document.sections.values()].every(({ status }) => status !== 'ok');
  return isEmpty ? [nothingScanned('No section of the inventory could be read.'), ...gaps] : gaps;
}

/** Without the list of repositories nobody knows which are gone. */
function subjectsOf({ inventory }: ReadInventory, { subjects }: Judgement): JudgedSubjects {
  const isListed = inventory.sections.every(
    ({ name, status, skipped }) => name !== 'repositories' || (status === 'ok' && skipped === 0),
  );
  return { items: subjects, looked: isListed ? null : [], restUnknown: !isListed };
}

function factsOf({ inventory, document }: ReadInventory, judgement: Judgement): InventoryFacts {
  const rules: Record<RuleState, number> = { pass: 0, fail: 0, unknown: 0, 'not applicable': 0 };
  for (const state of judgement.rules.values()) rules[state] += 1;
  const { source, scope, sections } = inventory;
  const { collectedAt, collector, stripped } = document;
  const strange = document.strange.slice(0, 20).map((name) => oneLine(name, 60));
  // The same whatever the order of members.
  const removed = { ...stripped, positions: stripped.positions.toSorted() };
  return { source, scope, collectedAt, collector, sections: [...sections], strange, stripped: removed, rules };
}
