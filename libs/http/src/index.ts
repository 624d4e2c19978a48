export { ANSWER_TOO_LARGE, axiosHttp } from './axios-http.js';
export { type Counted, counted } from './counted.js';
export { expected } from './expected.js';
export type { Http, HttpAnswer, HttpRequest, Method } from './http.js';
export { jsonOf } from './json-of.js';
export { RedisThrottle } from './redis-throttle.js';
export { type Failure, RemoteError, type RemoteFacts } from './remote-error.js';
export { retryAfterMs } from './retry-after.js';
export { type Caller, type Lane, type Limit, type LimitedAccount, lanes, type Throttle } from './throttle.js';
