import { type ProviderServer, providerServer, type Reply } from '#libs/testing';

/** A provider over real HTTP that answers what a test lays down for a path; anything else is not there. */
export interface FakeProvider extends ProviderServer {
  readonly answers: Map<string, Reply>;
}

export async function fakeProvider(): Promise<FakeProvider> {
  const answers = new Map<string, Reply>();
  const server = await providerServer(({ path }) => answers.get(path) ?? { status: 404, body: {} });
  return { ...server, answers };
}
