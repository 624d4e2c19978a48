import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicRoute } from '#libs/platform';
import { page } from './page.js';

/** Says where things are, to whoever opens the address in a browser. */
@ApiExcludeController()
@PublicRoute()
@Controller()
export class HomeController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  home(): string {
    return page('Billbridge', 'Cin7 Core and QuickBooks Online, kept in step.', [
      { href: '/api/docs', text: 'The API, with a page to try it' },
      { href: '/queues', text: 'The queues (sign in with any name and the API token as password)' },
    ]);
  }
}
