import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Cin7Accounts, registerWebhooks, removeWebhooks, webhookTypes } from '#libs/cin7';
import { Cin7WebhookRepository, ConnectionRepository, type PipelineEntity } from '#libs/persistence';
import { idPipe } from '../paging/id.pipe.js';
import { ExistingPipelines } from '../pipelines/existing-pipelines.js';
import { providerFailure } from '../providers/provider-problem.js';
import { Actor } from '../sign-in/actor.js';
import { RegisteredWebhooksView, WebhooksView } from './webhooks.view.js';
import { WebhooksPlace } from './webhooks-place.js';

/** Cin7's webhooks of a pipeline. QuickBooks' are set up once for the app, at Intuit. */
@ApiTags('webhooks')
@ApiBearerAuth()
@Controller('api/v1/pipelines/:id/webhooks')
export class WebhooksController {
  constructor(
    private readonly pipelines: ExistingPipelines,
    private readonly webhooks: Cin7WebhookRepository,
    private readonly connections: ConnectionRepository,
    private readonly accounts: Cin7Accounts,
    private readonly place: WebhooksPlace,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What is registered at Cin7, and how it was when it was looked at last' })
  @ApiOkResponse({ type: WebhooksView })
  async get(@Param('id', idPipe) id: string): Promise<WebhooksView> {
    return this.view((await this.pipelines.get(id)).id);
  }

  @Post()
  @ApiOperation({
    summary: 'Register them at Cin7 with a new secret; the one before is good for two hours more',
  })
  @ApiCreatedResponse({ type: RegisteredWebhooksView })
  async register(@Param('id', idPipe) id: string, @Actor() actor: string): Promise<RegisteredWebhooksView> {
    const pipeline = await this.pipelines.get(id);
    const known = await this.known(id);
    const url = this.place.cin7(id);
    const { id: secretId, secret } = await this.webhooks.begin(id, { url, types: webhookTypes }, actor);
    try {
      const client = await this.client(pipeline);
      const found = await registerWebhooks(client, { url, secret, known }, { sure: [] });
      await this.webhooks.note(id, found, secretId, null);
    } catch (error) {
      throw providerFailure(error);
    }
    return { ...(await this.view(id)), secret: secret.reveal() };
  }

  /** The door is shut first: what Cin7 still sends is refused, whether or not Cin7 answers now. */
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Take them away at Cin7, and let nothing in any more' })
  @ApiNoContentResponse()
  async remove(@Param('id', idPipe) id: string, @Actor() actor: string): Promise<void> {
    const pipeline = await this.pipelines.get(id);
    const known = await this.known(id);
    await this.webhooks.remove(id, actor);
    try {
      await removeWebhooks(await this.client(pipeline), { url: this.place.cin7(id), known });
    } catch (error) {
      throw providerFailure(error);
    }
  }

  private async client({ cin7ConnectionId: connectionId }: PipelineEntity) {
    const keys = await this.connections.cin7Keys(connectionId);
    return this.accounts.webhooks(keys, { connectionId, purpose: 'connect' });
  }

  private async known(id: string): Promise<string[]> {
    return (await this.webhooks.registered(id)).flatMap(({ cin7Id }) => cin7Id ?? []);
  }

  private async view(id: string): Promise<WebhooksView> {
    const [registered, secrets, lastEventAt] = await Promise.all([
      this.webhooks.registered(id),
      this.webhooks.secrets(id),
      this.webhooks.lastEvents(id),
    ]);
    const items = registered.map(({ type, active, problem, checkedAt }) => ({
      type,
      active,
      problem,
      checkedAt,
    }));
    return { url: this.place.cin7(id), items, secrets: [...secrets], lastEventAt };
  }
}
