import { ApiProperty } from '@nestjs/swagger';

export class WebhookView {
  @ApiProperty() type: string;
  @ApiProperty({ description: 'As Cin7 had it when it was looked at last, once an hour.' }) active: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why Cin7 does not take it.' })
  problem: string | null;
  @ApiProperty() checkedAt: Date;
}

export class WebhookSecretView {
  @ApiProperty() madeAt: Date;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'Until when it still opens the door, once there is a newer one.',
  })
  endsAt: Date | null;
}

export class LastEventsView {
  @ApiProperty({ type: Date, nullable: true }) cin7: Date | null;
  @ApiProperty({ type: Date, nullable: true }) quickbooks: Date | null;
}

export class WebhooksView {
  @ApiProperty({ description: 'Where Cin7 posts to.' }) url: string;
  @ApiProperty({ type: [WebhookView], description: 'Empty where nothing is registered.' })
  items: WebhookView[];
  @ApiProperty({
    type: [WebhookSecretView],
    description: 'The secrets that open the door, without the secrets.',
  })
  secrets: WebhookSecretView[];
  @ApiProperty({ description: 'When the last event of each provider came for this pipeline.' })
  lastEventAt: LastEventsView;
}

export class RegisteredWebhooksView extends WebhooksView {
  @ApiProperty({
    description:
      'Shown once. Cin7 has been told it already; it is for webhooks that are made by hand in Cin7.',
  })
  secret: string;
}
