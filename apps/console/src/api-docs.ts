import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** The description of the API and a page to try it. Both hold no data, so anybody may read them. */
export function mountApiDocs(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Billbridge')
    .setDescription(
      'Keeps Cin7 Core and QuickBooks Online in step. Errors are problem details (RFC 9457) whose detail says cause ' +
        'and remedy. Lists are { items, nextCursor }. Ids are strings, amounts decimal strings, moments RFC 3339 in UTC.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API_TOKEN of this installation.' })
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Billbridge API',
    // The page would show our description to a service of Swagger's.
    swaggerOptions: { validatorUrl: 'none' },
  });
}
