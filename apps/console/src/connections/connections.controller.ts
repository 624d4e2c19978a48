import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Patch,
  Post,
} from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CallBudgetRepository,
  type ConnectionEntity,
  ConnectionRepository,
  ConnectionWatchRepository,
  type Provider,
} from '#libs/persistence';
import { Secret } from '#libs/vault';
import { Budgets } from '../calls/budgets.js';
import { idPipe } from '../paging/id.pipe.js';
import { Actor } from '../sign-in/actor.js';
import { ChangeConnectionDto } from './change-connection.dto.js';
import { ConnectCin7Dto } from './connect-cin7.dto.js';
import { ConnectQuickBooksDto } from './connect-quickbooks.dto.js';
import { ChangedConnectionView, connectionView, NewConnectionView } from './connection.view.js';
import { ConnectionTest } from './connection-test.js';
import { ConnectionTestView } from './connection-test.view.js';

@ApiTags('connections')
@ApiBearerAuth()
@Controller('api/v1/connections')
export class ConnectionsController {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly watch: ConnectionWatchRepository,
    private readonly test: ConnectionTest,
    private readonly budgets: CallBudgetRepository,
    private readonly spent: Budgets,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All connections' })
  async list() {
    const [connections, watched] = await Promise.all([this.connections.list(), this.watch.all()]);
    const countdowns = new Map(watched.map(({ id, countdown }) => [id, countdown]));
    const items = connections.map((each) => connectionView(each, countdowns.get(each.id) ?? null));
    return { items, nextCursor: null };
  }

  @Post('cin7')
  @ApiOperation({ summary: 'Connect a Cin7 account, or give a connected one its new application key' })
  @ApiCreatedResponse({ type: NewConnectionView })
  connectCin7(@Body() body: ConnectCin7Dto, @Actor() actor: string): Promise<NewConnectionView> {
    const keys = { accountId: body.accountId, applicationKey: new Secret(body.applicationKey) };
    return this.connect('cin7', body.accountId, () => this.connections.connectCin7(body.name, keys, actor));
  }

  @Post('quickbooks')
  @ApiOperation({ summary: 'Connect a QuickBooks company by a refresh token, or give it a new one' })
  @ApiCreatedResponse({ type: NewConnectionView })
  connectQuickBooks(@Body() body: ConnectQuickBooksDto, @Actor() actor: string): Promise<NewConnectionView> {
    const { name, realmId } = body;
    const refreshToken = new Secret(body.refreshToken);
    return this.connect('quickbooks', realmId, () =>
      this.connections.connectQuickBooks(name, realmId, refreshToken, actor),
    );
  }

  @Patch(':id')
  @ApiOperation({
    summary:
      'Change how much of what the provider allows is taken, or how many metered calls a month may cost',
  })
  @ApiOkResponse({ type: ChangedConnectionView })
  async change(
    @Param('id', idPipe) id: string,
    @Body() { limitShare, callBudget }: ChangeConnectionDto,
    @Actor() actor: string,
  ): Promise<ChangedConnectionView> {
    const isQuickBooks = (await this.connection(id)).provider === 'quickbooks';
    const changesBudget = callBudget && Object.values(callBudget).some((value) => value !== undefined);
    if (changesBudget && !isQuickBooks)
      throw new ConflictException(
        'Cin7 meters no calls, so its connections have no budget. Set it on the QuickBooks connection.',
      );
    if (limitShare !== undefined) await this.connections.setLimitShare(id, limitShare, actor);
    if (changesBudget) await this.budgets.change(id, { ...callBudget }, actor);
    const [connection, watched] = await Promise.all([this.connection(id), this.watch.all()]);
    const countdown = watched.find((each) => each.id === id)?.countdown ?? null;
    return {
      ...connectionView(connection, countdown),
      budget: isQuickBooks ? await this.spent.of(id) : null,
    };
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask the real system who it is, and say what conflicts' })
  @ApiOkResponse({ type: ConnectionTestView })
  async ping(@Param('id', idPipe) id: string, @Actor() actor: string): Promise<ConnectionTestView> {
    return this.test.run(id, actor);
  }

  private async connection(id: string): Promise<ConnectionEntity> {
    const connection = await this.connections.find(id);
    if (connection) return connection;
    throw new NotFoundException('There is no connection with this id. GET /connections lists all.');
  }

  private async connect(
    provider: Provider,
    account: string,
    save: () => Promise<string>,
  ): Promise<NewConnectionView> {
    const renewed = (await this.connections.findByAccount(provider, account)) !== null;
    return { ...connectionView(await this.connections.get(await save())), renewed };
  }
}
