import type { Category } from '#lib/domain/finding/finding.ts';
import { imageSubject } from '#lib/domain/finding/image.ts';
import type { Gap, Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { isRecord } from '#lib/scanners/shared/text.ts';
import { asUtcDate } from '#lib/scanners/shared/utc-date.ts';
import { dialectCategory } from './dialects.ts';
import { type Bom, isBom, readBomJson } from './json.ts';
import { isBomNamespace, readBomXml } from './xml.ts';

const INVENTORY_ONLY = 'The document lists components but holds no analysis of vulnerabilities.';
const NO_COMPONENTS = 'The document lists no component at all.';

/** Tools that make inventories, and write the same empty list where nothing was analysed as where nothing was found. */
const INVENTORY_TOOLS =
  /^(?:trivy|syft|cdxgen|npm|pnpm|yarn|cyclonedx(?:-.*)?|.*-cyclonedx|.*cyclonedx-.*plugin|spdx-sbom-generator|sbom-tool|tern|bom|ort)$/;

/** CycloneDX from 1.0 on, JSON and XML: the vulnerabilities of its components. The inventory itself is not kept. */
export const scanner: Scanner = {
  id: 'cyclonedx',
  name: 'CycloneDX',
  aliases: ['cyclonedx-json', 'cyclonedx-xml', 'cyclonedx-vex', 'vex'],
  categories: ['dependency', 'container'],
  docsUrl: 'https://cyclonedx.org/docs/1.6/json/',
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind === 'xml') return outline.root === 'bom' && isBomNamespace(outline.namespace);
  return outline.kind === 'json' && isRecord(outline.value) && isBom(outline.value);
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const outline = await outlineOf(source);
  if (!accepts(outline)) throw new ReportError('not a CycloneDX document');
  const categories = new Set<Category>();
  const noting: Sink = {
    observation: (observation) => {
      categories.add(observation.subject.category);
      sink.observation(observation);
    },
    skipped: (item) => sink.skipped(item),
  };
  const bom = outline.kind === 'xml' ? await readBomXml(source, noting) : await readBomJson(source, noting);
  const part = {
    scanner: bom.scanner,
    scannerVersion: bom.version,
    subject: subjectOf(bom),
    categories: categories.size > 0 ? [...categories].sort() : measured(bom),
    gaps: gapsOf(bom),
  };
  return onePart(part, asUtcDate(bom.timestamp));
}

/** The image, or the project by its name; a folder or file that was scanned has another path in every job. */
function subjectOf({ inventory, tools }: Bom): string | null {
  const root = inventory.root;
  if (root === null || root.image !== null) return imageSubject(root?.image ?? null);
  const isProject = root.type === 'application' || root.type === 'library' || root.type === 'framework';
  // Of a folder Trivy makes an application: its JSON knows no project either.
  if (!isProject || tools.includes('trivy')) return null;
  const { name } = root.package;
  return /^(?:@[\w.-]{1,100}\/)?[\w.:+ -]{1,200}(?:\/[\w.+-]{1,100}){0,3}$/.test(name) && !name.startsWith('.')
    ? name
    : null;
}

/** Why the document says nothing of what it does not list. */
function gapsOf(bom: Bom): Gap[] {
  if (bom.listed > 0) return [];
  if (!isAnalysis(bom)) return [nothingScanned(INVENTORY_ONLY)];
  return bom.inventory.isEmpty ? [nothingScanned(NO_COMPONENTS)] : [];
}

function isAnalysis(bom: Bom): boolean {
  if (!bom.analysed || bom.listed > 0) return bom.analysed;
  return bom.tools.length === 0 || !bom.tools.every((tool) => INVENTORY_TOOLS.test(tool));
}

/** An inventory alone has measured nothing: it must not look like a scan that found nothing. */
function measured(bom: Bom): Category[] {
  if (!isAnalysis(bom)) return [];
  return [dialectCategory(bom.tools) ?? (bom.inventory.root?.image == null ? 'dependency' : 'container')];
}
