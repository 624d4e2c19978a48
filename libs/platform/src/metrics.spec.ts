import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';

describe('the metrics', () => {
  it('give the same object to everyone who asks for one name', async () => {
    const metrics = new Metrics('writer');
    metrics.counter('written_total', 'Writes', ['outcome']).inc({ outcome: 'posted' });
    metrics.counter('written_total', 'Writes', ['outcome']).inc({ outcome: 'posted' });
    expect(metrics.gauge('g', 'g')).toBe(metrics.gauge('g', 'g'));
    expect(metrics.histogram('h', 'h')).toBe(metrics.histogram('h', 'h'));
    expect(await metrics.text()).toContain('written_total{outcome="posted",service="writer"} 2');
  });

  it('refuse one name for two kinds', () => {
    const metrics = new Metrics('writer');
    metrics.counter('x', 'x');
    expect(() => metrics.gauge('x', 'x')).toThrow('The metric x exists already as another kind');
  });

  it('of two services in one process are apart, each with the defaults', async () => {
    const [one, two] = [new Metrics('one'), new Metrics('two')];
    one.counter('only_one', 'x');
    expect(await two.text()).not.toContain('only_one');
    expect(await two.text()).toContain('process_resident_memory_bytes{service="two"}');
  });

  it('take the buckets of a histogram', async () => {
    const metrics = new Metrics('writer');
    metrics.histogram('h', 'h', [], { buckets: [7] }).observe(1);
    expect(await metrics.text()).toContain('h_bucket{le="7",service="writer"} 1');
  });
});
