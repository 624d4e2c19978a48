import { type Fields, fieldsOf, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { nextId } from '../model/identifiers.js';
import type { Tenant } from '../model/tenant.js';
import type { Webhook } from '../model/webhook.js';
import { webhooksPerTypeGate } from '../rules/webhooks-per-type.js';
import { webhookTypes } from '../webhooks/webhook-types.js';

/** No envelope but the list. The bearer token never comes back; the password does, in clear. */
function listWebhooks({ tenant }: Cin7Call): object {
  return { Webhooks: tenant.webhooks.map((webhook) => render(webhook, '')) };
}

function addWebhook({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const type = typeIn(fields);
  const problem = webhooksPerTypeGate(tenant.webhooks, type);
  if (problem !== undefined) throw new Cin7Error(problem);
  const webhook = written(fields, { id: nextId(tenant), type });
  if (webhook.authorization === 'bearerauth') requiredText(fields, 'ExternalBearerToken');
  tenant.webhooks = [...tenant.webhooks, webhook];
  world.changed();
  return { Webhooks: [render(webhook, null)] };
}

/** Everything is replaced, the token too: who sends back what GET has answered loses it. */
function changeWebhook({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const earlier = webhookIn(tenant, requiredText(fields, 'ID'));
  const type = typeIn(fields);
  const others = tenant.webhooks.filter((each) => each !== earlier);
  const problem = webhooksPerTypeGate(others, type);
  if (problem !== undefined) throw new Cin7Error(problem);
  const webhook = written(fields, { id: earlier.id, type });
  tenant.webhooks = tenant.webhooks.map((each) => (each === earlier ? webhook : each));
  world.changed();
  return { Webhooks: [render(webhook, null)] };
}

/** Answers what is left. */
function deleteWebhook(call: Cin7Call): object {
  const gone = webhookIn(call.tenant, call.query.text('ID') ?? '');
  call.tenant.webhooks = call.tenant.webhooks.filter((each) => each !== gone);
  call.world.changed();
  return listWebhooks(call);
}

function webhookIn({ webhooks }: Tenant, id: string): Webhook {
  const found = webhooks.find((webhook) => webhook.id === id.toLowerCase());
  if (found === undefined) throw new Cin7Error('Webhook with specified ID not found');
  return found;
}

function typeIn(fields: Fields): string {
  const type = requiredText(fields, 'Type');
  if (webhookTypes[type] === undefined) throw new Cin7Error("Attribute 'Type' is invalid.");
  return type;
}

function written(fields: Fields, of: { id: string; type: string }): Webhook {
  const authorization = requiredText(fields, 'ExternalAuthorizationType').toLowerCase();
  if (authorization !== 'noauth' && authorization !== 'basicauth' && authorization !== 'bearerauth')
    throw new Cin7Error("Attribute 'ExternalAuthorizationType' is invalid.");
  const isBasic = authorization === 'basicauth';
  if (typeof fields.IsActive !== 'boolean')
    throw new Cin7Error('Required attribute IsActive is not provided.');
  return {
    ...of,
    authorization,
    isActive: fields.IsActive,
    url: urlIn(fields),
    userName: isBasic ? requiredText(fields, 'ExternalUserName') : '',
    password: isBasic ? requiredText(fields, 'ExternalPassword') : '',
    bearerToken: authorization === 'bearerauth' ? (textIn(fields, 'ExternalBearerToken') ?? '') : '',
    headers: headersIn(fields),
  };
}

function urlIn(fields: Fields): string {
  const url = requiredText(fields, 'ExternalURL');
  if (!URL.canParse(url)) throw new Cin7Error("Attribute 'ExternalURL' is invalid.");
  return url;
}

function headersIn(fields: Fields): Webhook['headers'] {
  const given = Array.isArray(fields.ExternalHeaders) ? fields.ExternalHeaders.map(fieldsOf) : [];
  return given.map((each) => ({ key: requiredText(each, 'Key'), value: textIn(each, 'Value') ?? '' }));
}

function render(webhook: Webhook, bearerToken: '' | null): object {
  return {
    ID: webhook.id,
    Type: webhook.type,
    Name: webhookTypes[webhook.type],
    IsActive: webhook.isActive,
    ExternalURL: webhook.url,
    ExternalAuthorizationType: webhook.authorization,
    ExternalUserName: webhook.userName,
    ExternalPassword: webhook.password,
    ExternalBearerToken: bearerToken,
    ExternalHeaders: webhook.headers.map(({ key, value }) => ({ Key: key, Value: value })),
  };
}

export const webhookRoutes: Routes = {
  webhooks: { GET: listWebhooks, POST: addWebhook, PUT: changeWebhook, DELETE: deleteWebhook },
};
