/**
 * Whether the service in this container is ready, for orchestrators that can only run a command: the image has no
 * curl. Exit code 0 means yes.
 */
const port = process.env.PORT ?? '3000';
const timeoutMs = 3_000;

try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
