import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';

type OnAnswer = (answer: IncomingMessage) => void;

/**
 * Watches one request from below the HTTP client and knows whether any of it can have left. A request that never had
 * a ready connection (name resolved, accepted, certificate proven) certainly was not sent, whatever the error is
 * called; the codes of errors alone do not tell, as ETIMEDOUT and EPROTO occur on both sides of that line.
 */
export class Flight {
  canHaveLeft = false;
  status: number | null = null;
  #request: ClientRequest | null = null;

  /** What the client takes in place of Node's own http and https modules. */
  readonly transport = {
    request: (options: RequestOptions, onAnswer: OnAnswer): ClientRequest => {
      const secure = options.protocol === 'https:';
      const request = (secure ? https : http).request(options, onAnswer);
      this.#request = request;
      request.once('socket', (socket: Socket) => this.#watch(socket, request.reusedSocket, secure));
      request.once('response', (answer) => {
        this.status = answer.statusCode ?? null;
      });
      return request;
    },
  };

  /** Frees the connection. After a failure its state is not known, so it must not serve another request. */
  abandon(): void {
    this.#request?.destroy();
  }

  #watch(socket: Socket, reused: boolean, secure: boolean): void {
    const connecting =
      socket.connecting || ('secureConnecting' in socket && socket.secureConnecting === true);
    if (reused || !connecting) {
      this.canHaveLeft = true;
      return;
    }
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      this.canHaveLeft = true;
    });
  }
}
