/** Where the providers find the webhooks service. */
export class WebhooksPlace {
  constructor(private readonly publicUrl: string) {}

  /** The pipeline's door for Cin7. Its id is no secret. */
  cin7(pipelineId: string): string {
    return `${this.publicUrl}/webhooks/cin7/${pipelineId}`;
  }
}
