/** The sections of a pipeline's page that have a part of their own in the address; without it, its stages. */
export const PIPELINE_TABS = ['runs', 'cadence', 'provenance'] as const;
export type PipelineTab = (typeof PIPELINE_TABS)[number];

/** In their order on the page. */
export const TABS: readonly { tab: PipelineTab | null; label: string }[] = [
  { tab: null, label: 'Stages and controls' },
  { tab: 'runs', label: 'Runs' },
  { tab: 'cadence', label: 'Scanners and cadence' },
  { tab: 'provenance', label: 'Provenance' },
];

/** What an address asks for; what it calls otherwise is the first section. */
export const pipelineTabIn = (text: string | null | undefined): PipelineTab | null =>
  PIPELINE_TABS.find((tab) => tab === text) ?? null;

/** `url`: of the pipeline's page. */
export const pipelineTabHref = (url: string, tab: PipelineTab | null): string =>
  tab === null ? url : `${url}&tab=${tab}`;
