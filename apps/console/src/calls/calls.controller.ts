import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { monthOf } from '#libs/domain';
import { CallCountRepository, type ConnectionEntity, ConnectionRepository } from '#libs/persistence';
import { idPipe } from '../paging/id.pipe.js';
import { Budgets } from './budgets.js';
import { CallsView, totalsOf } from './calls.view.js';
import { MonthQuery } from './month.query.js';

/** What a connection costs. */
@ApiTags('connections')
@ApiBearerAuth()
@Controller('api/v1/connections/:id')
export class CallsController {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly counts: CallCountRepository,
    private readonly budgets: Budgets,
  ) {}

  @Get('calls')
  @ApiOperation({ summary: 'Calls of a month by day, kind and purpose, with the forecast and the budget' })
  @ApiOkResponse({ type: CallsView })
  async calls(@Param('id', idPipe) id: string, @Query() query: MonthQuery): Promise<CallsView> {
    const { provider } = await this.connection(id);
    const month = query.month ?? monthOf(new Date());
    const items = await this.counts.ofMonth(id, month);
    const budget = provider === 'quickbooks' ? await this.budgets.of(id) : null;
    return { month, totals: totalsOf(items), items, budget };
  }

  private async connection(id: string): Promise<ConnectionEntity> {
    const connection = await this.connections.find(id);
    if (connection) return connection;
    throw new NotFoundException('There is no connection with this id. GET /connections lists all.');
  }
}
