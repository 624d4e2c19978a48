import { createServer } from 'node:net';

/**
 * A port on 127.0.0.1 that is free now. Another process may take it before it is used, so whoever starts a
 * server on it must be ready to ask for another.
 * @returns {Promise<number>}
 */
export async function freePort() {
  const port = await portBoundBy({ port: 0, host: '127.0.0.1' });
  if (port === undefined) throw new Error('The system gave no free port on 127.0.0.1.');
  return port;
}

/**
 * Whether a server could listen on the port now, on all addresses as well as on the loopback alone.
 * @param {number} port
 */
export async function isFree(port) {
  const everywhere = await portBoundBy({ port });
  const loopback = await portBoundBy({ port, host: '127.0.0.1' });
  return everywhere !== undefined && loopback !== undefined;
}

/**
 * @param {import('node:net').ListenOptions} options
 * @returns {Promise<number | undefined>} the port, or nothing when it could not be had
 */
function portBoundBy(options) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(options, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(port));
    });
  });
}
