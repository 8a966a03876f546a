/**
 * Everything that is measured for those who operate an installation. Labels have few values by their nature: none names a
 * repository, a person, an organization or anything that a client chooses.
 */
export const METRICS = {
  plumbline_http_requests_total: { type: 'counter', help: 'Answered requests by route, method and status.' },
  plumbline_http_request_seconds: { type: 'histogram', help: 'Seconds until a request was answered.' },
  plumbline_errors_total: { type: 'counter', help: 'Answers that say what went wrong, by code.' },
  plumbline_reports_received_total: { type: 'counter', help: 'Reports that were received whole.' },
  plumbline_reports_received_bytes_total: { type: 'counter', help: 'Bytes of received reports, decompressed.' },
  plumbline_import_seconds: { type: 'histogram', help: 'Seconds that a report took from its start to its effect.' },
  plumbline_reading_seconds: { type: 'histogram', help: 'Seconds that a child process took to read a report.' },
  plumbline_uploads_settled_total: { type: 'counter', help: 'Uploads by the state that they ended in.' },
  plumbline_uploads: { type: 'gauge', help: 'Uploads that are not settled, by state.' },
  plumbline_queue_jobs: { type: 'gauge', help: 'Jobs that wait or run, by state.' },
  plumbline_queue_oldest_seconds: { type: 'gauge', help: 'How long the oldest report has waited; 0 when none waits.' },
  plumbline_workers: { type: 'gauge', help: 'Workers with a sign of life in the last minute.' },
  plumbline_silent_pipelines: { type: 'gauge', help: 'Streams that count and have been silent for too long.' },
  plumbline_mails_waiting: { type: 'gauge', help: 'Mails that are still to be sent.' },
  plumbline_mails_oldest_seconds: { type: 'gauge', help: 'How long the oldest of them has waited; 0 when none waits.' },
  plumbline_deliveries_waiting: { type: 'gauge', help: 'Messages to webhooks that are still to be taken.' },
  plumbline_sinks: { type: 'gauge', help: 'Webhooks by state; stopped ones failed for too long.' },
  plumbline_database_bytes: { type: 'gauge', help: 'Size of the database.' },
  plumbline_database_connections: { type: 'gauge', help: 'Connections to the database, by process and state.' },
  plumbline_report_bytes: { type: 'gauge', help: 'Bytes of stored reports, counted every hour.' },
  plumbline_last_backup_timestamp_seconds: { type: 'gauge', help: 'When the last backup was written.' },
  plumbline_scrape_seconds: { type: 'gauge', help: 'Seconds that it took to collect all this.' },
} as const satisfies Record<string, { type: 'counter' | 'gauge' | 'histogram'; help: string }>;

export type MetricName = keyof typeof METRICS;
export type Labels = Readonly<Record<string, string>>;

const namesOf = <Type extends string>(type: Type) =>
  (Object.keys(METRICS) as MetricName[]).filter((name) => METRICS[name].type === type);
const HISTOGRAMS: ReadonlySet<MetricName> = new Set(namesOf('histogram'));

/** Upper bounds of a histogram's buckets, in seconds. */
const BOUNDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 120];

const escaped = (value: string): string =>
  value.replace(/[\\"\n]/g, (found) => (found === '\n' ? '\\n' : `\\${found}`));

/** One series as its line begins: `name{label="value"}`. */
function seriesOf(name: string, labels: Labels): string {
  const list = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return list.length === 0 ? name : `${name}{${list.join(',')}}`;
}

/** Counts in memory: series with their values. */
export class Measures {
  readonly #values = new Map<string, number>();

  add(name: MetricName, labels: Labels = {}, by = 1): void {
    const series = seriesOf(name, labels);
    this.#values.set(series, (this.#values.get(series) ?? 0) + by);
  }

  set(name: MetricName, value: number, labels: Labels = {}): void {
    this.#values.set(seriesOf(name, labels), value);
  }

  /** Counts a duration in a histogram. */
  observe(name: MetricName, seconds: number, labels: Labels = {}): void {
    const add = (series: string, by: number): void =>
      void this.#values.set(series, (this.#values.get(series) ?? 0) + by);
    for (const bound of [...BOUNDS, Number.POSITIVE_INFINITY]) {
      const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);
      add(seriesOf(`${name}_bucket`, { ...labels, le }), seconds <= bound ? 1 : 0);
    }
    add(seriesOf(`${name}_sum`, labels), seconds);
    add(seriesOf(`${name}_count`, labels), 1);
  }

  values(): [series: string, value: number][] {
    return [...this.#values];
  }

  /** Its values, which it then begins anew. */
  take(): [series: string, value: number][] {
    const values = this.values();
    this.#values.clear();
    return values;
  }
}

function metricOf(series: string): MetricName | null {
  const name = series.split('{', 1)[0] ?? '';
  if (Object.hasOwn(METRICS, name)) return name as MetricName;
  const base = name.replace(/_(?:bucket|sum|count)$/, '') as MetricName;
  return HISTOGRAMS.has(base) ? base : null;
}

/** The text that Prometheus reads; series of metrics that are not known any more are left out. */
export function renderMetrics(values: readonly (readonly [series: string, value: number])[]): string {
  const groups = Map.groupBy(values, ([series]) => metricOf(series));
  const lines: string[] = [];
  for (const name of Object.keys(METRICS) as MetricName[]) {
    const group = groups.get(name);
    if (group === undefined) continue;
    lines.push(`# HELP ${name} ${METRICS[name].help}`, `# TYPE ${name} ${METRICS[name].type}`);
    for (const [series, value] of group) lines.push(`${series} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}
