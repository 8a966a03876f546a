import { PIPELINE_SECTIONS, type PipelineSection } from '#lib/contracts/pipeline.ts';

/** The sections of a pipeline's page, in their order; all but the first have a part of their own in the address. */
export const TABS: readonly { section: PipelineSection; label: string }[] = [
  { section: 'stages', label: 'Stages and controls' },
  { section: 'runs', label: 'Runs' },
  { section: 'cadence', label: 'Scanners and cadence' },
  { section: 'provenance', label: 'Provenance' },
];

/** What an address asks for; what it calls otherwise is the first section. */
export const pipelineSectionIn = (text: string | null | undefined): PipelineSection =>
  PIPELINE_SECTIONS.find((section) => section === text) ?? 'stages';

/** `url`: of the pipeline's page. */
export const pipelineSectionHref = (url: string, section: PipelineSection): string =>
  section === 'stages' ? url : `${url}&tab=${section}`;
