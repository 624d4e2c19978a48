import {
  Counter,
  type CounterConfiguration,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type HistogramConfiguration,
  Registry,
} from 'prom-client';

type Named<Label extends string> = Pick<
  CounterConfiguration<Label>,
  'name' | 'help' | 'labelNames' | 'registers'
>;

/**
 * What the service counts and measures. Asking twice for one name gives the same object, so that each part can ask for
 * what it needs without knowing the others.
 */
export class Metrics {
  private readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> {
    return this.known<Counter<Label>>(name, Counter) ?? new Counter(this.named(name, help, labelNames));
  }

  gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Gauge<Label> {
    return this.known<Gauge<Label>>(name, Gauge) ?? new Gauge(this.named(name, help, labelNames));
  }

  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
    options: Pick<HistogramConfiguration<Label>, 'buckets'> = {},
  ): Histogram<Label> {
    const known = this.known<Histogram<Label>>(name, Histogram);
    return known ?? new Histogram({ ...this.named(name, help, labelNames), ...options });
  }

  /** Everything in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  private named<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Named<Label> {
    return { name, help, labelNames, registers: [this.registry] };
  }

  private known<Metric>(name: string, kind: new (...args: never[]) => unknown): Metric | undefined {
    const metric: unknown = this.registry.getSingleMetric(name);
    if (metric === undefined) return undefined;
    if (!(metric instanceof kind)) throw new Error(`The metric ${name} exists already as another kind`);
    return metric as Metric;
  }
}
