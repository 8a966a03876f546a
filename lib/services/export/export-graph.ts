import type { Context } from '#lib/context.ts';
import type { GraphExportParams } from '#lib/contracts/privilege-graph.ts';
import { permit } from '#lib/permit.ts';
import type { Encoder } from '#lib/views/export/encoder.ts';
import { settingsOf } from '#lib/views/privilege/settings-of.ts';
import { systemsOf } from '#lib/views/privilege/systems-of.ts';
import { type GraphItem, graphPages } from './graph-pages.ts';
import { type WriteText, writeExport } from './write-export.ts';

/**
 * Writes who may do what as a graph that BloodHound takes (OpenGraph), of the systems that the caller sees.
 * @throws Fault forbidden, not_found for a system; before the first byte
 */
export async function exportGraph(ctx: Context, params: GraphExportParams, write: WriteText): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  const [systems, settings] = await Promise.all([systemsOf(ctx, params), settingsOf(ctx)]);
  const pages = (seen: Context) => graphPages(seen, systems.list, settings);
  const { format: _format, ...asked } = params;
  await writeExport(ctx, { verb: 'organization.privileges_exported', asked, encoder: graphEncoder(), pages }, write);
}

/** Nodes, then edges: each on a line, so that a torn file is no JSON. */
function graphEncoder(): Encoder<GraphItem> {
  let part: 'nodes' | 'edges' = 'nodes';
  let isFirst = true;
  const line = (item: GraphItem): string => {
    const turn = 'edge' in item && part === 'nodes' ? turnToEdges() : '';
    const comma = isFirst ? '' : ',';
    isFirst = false;
    return `${turn}${comma}\n${JSON.stringify('edge' in item ? item.edge : item.node)}`;
  };
  const turnToEdges = (): string => {
    part = 'edges';
    isFirst = true;
    return '\n],"edges":[';
  };
  return {
    begin: () => '{"graph":{"nodes":[',
    page: (items) => items.map(line).join(''),
    end: () => `${part === 'nodes' ? turnToEdges() : ''}\n]}}\n`,
  };
}
