import {
  BadRequestException,
  Injectable,
  PayloadTooLargeException,
  RequestTimeoutException,
  ServiceUnavailableException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request } from 'express';

/** Intuit posts up to about 1 MB. */
const BYTES_MAX = 1_048_576;
/** Of all posts that are being read: anybody may begin one, and memory is not theirs. */
const BYTES_TOGETHER_MAX = 64 * BYTES_MAX;
/** Intuit itself gives up after three seconds. */
const WITHIN_MS = 5_000;

export interface BodyLimits {
  readonly bytesMax: number;
  readonly bytesTogetherMax: number;
  readonly withinMs: number;
}

/** Reads bodies byte for byte, within limits of size and time. What is refused is not read to its end. */
@Injectable()
export class BodyReader {
  private bytesTogether = 0;
  private readonly limits: BodyLimits = {
    bytesMax: BYTES_MAX,
    bytesTogetherMax: BYTES_TOGETHER_MAX,
    withinMs: WITHIN_MS,
  };

  static within(limits: Partial<BodyLimits>): BodyReader {
    const reader = new BodyReader();
    Object.assign(reader.limits, limits);
    return reader;
  }

  async read(request: Request): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      this.bytesTogether += chunk.length;
      chunks.push(chunk);
      if (bytes > this.limits.bytesMax) throw this.tooLarge();
      if (this.bytesTogether > this.limits.bytesTogetherMax)
        throw new ServiceUnavailableException('Too much is being posted at once. Send it again later.');
    };
    try {
      this.checkHeaders(request);
      await this.drain(request, take);
      return Buffer.concat(chunks);
    } catch (error) {
      hangUpAfterAnswer(request);
      throw error;
    } finally {
      this.bytesTogether -= bytes;
    }
  }

  private checkHeaders({ headers }: Request): void {
    const coding = headers['content-encoding'];
    if (coding !== undefined && coding !== 'identity')
      throw new UnsupportedMediaTypeException('Send the body without a content encoding.');
    if (Number(headers['content-length'] ?? 0) > this.limits.bytesMax) throw this.tooLarge();
  }

  private drain(request: Request, take: (chunk: Buffer) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const onData = (chunk: Buffer) => {
        try {
          take(chunk);
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const settle = (end: () => void) => {
        clearTimeout(timer);
        request.off('data', onData);
        end();
      };
      const slow = () => new RequestTimeoutException(`The body took longer than ${this.limits.withinMs} ms.`);
      const timer = setTimeout(() => settle(() => reject(slow())), this.limits.withinMs);
      request.on('data', onData);
      request.once('end', () => settle(resolve));
      request.once('error', () => settle(() => reject(new BadRequestException('The body broke off.'))));
      request.once('close', () => settle(() => reject(new BadRequestException('The body broke off.'))));
    });
  }

  private tooLarge(): PayloadTooLargeException {
    return new PayloadTooLargeException(`The body is larger than ${this.limits.bytesMax} bytes.`);
  }
}

/** Else Node would read what is left, as long as it may come. */
function hangUpAfterAnswer(request: Request): void {
  request.pause();
  request.res?.setHeader('Connection', 'close');
  request.res?.once('finish', () => request.destroy());
}
