import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const services = ['console', 'mapper', 'poller', 'webhooks', 'writer'];
const kubectl = spawnSync('kubectl', ['kustomize', 'k8s/base'], { encoding: 'utf8' });
const isInstalled = kubectl.error === undefined;
if (!isInstalled) console.warn('The manifests are not tested: kubectl is not on the PATH.');

const manifests = isInstalled ? kubectl.stdout.split(/^---$/m) : [];
const ofKind = (kind: string) => manifests.filter((text) => new RegExp(`^kind: ${kind}$`, 'm').test(text));
const nameOf = (text: string) => /^metadata:\n(?: {2}.*\n)*? {2}name: (.+)$/m.exec(text)?.[1];

(isInstalled ? describe : describe.skip)('the Kubernetes base', () => {
  const workloads = [...ofKind('Deployment'), ...ofKind('Job')].map((text) => [nameOf(text), text] as const);

  it('renders', () => {
    expect(kubectl.stderr).toBe('');
    expect(kubectl.status).toBe(0);
  });

  it.each(['Deployment', 'Service', 'PodDisruptionBudget'])('has a %s for each service', (kind) => {
    expect(ofKind(kind).map(nameOf)).toEqual(services.map((service) => `billbridge-${service}`));
  });

  it('has a ServiceAccount for each workload, and mounts none of their tokens', () => {
    const accounts = ofKind('ServiceAccount');
    expect(accounts).toHaveLength(workloads.length);
    for (const text of [...accounts, ...workloads.map(([, workload]) => workload)]) {
      expect(text).toContain('automountServiceAccountToken: false');
    }
  });

  it.each(workloads)('%s meets the restricted Pod Security Standard and has limits', (_name, text) => {
    for (const line of [
      'allowPrivilegeEscalation: false',
      'readOnlyRootFilesystem: true',
      'runAsNonRoot: true',
      'runAsUser: 10001',
      'type: RuntimeDefault',
      'enableServiceLinks: false',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/drop:\n\s+- ALL/);
    expect(text).toMatch(/limits:\n\s+memory: \d+Mi\n\s+requests:\n\s+cpu: \d+m\n\s+memory: \d+Mi/);
    expect(text).toMatch(/image: billbridge:\d+\.\d+\.\d+/);
  });

  it.each(ofKind('Deployment').map((text) => [nameOf(text), text] as const))(
    '%s runs its service, is asked for its health, and may finish its work',
    (name, text) => {
      expect(text).toMatch(new RegExp(`args:\\n\\s+- ${name?.replace('billbridge-', '')}\\n`));
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
        expect(text).toContain(`${probe}:`);
      expect(text).toContain('path: /health/ready');
      expect(text).toContain('terminationGracePeriodSeconds: 45');
      expect(text).toContain(`serviceAccountName: ${name}`);
    },
  );

  it('has no selector that holds for more than one service', () => {
    const selectors = kubectl.stdout.matchAll(/(?:selector|labelSelector):\n((?:\s+.*\n){1,3})/g);
    for (const [text] of selectors) expect(text).toMatch(/app\.kubernetes\.io\/component: \w+/);
    expect(kubectl.stdout).not.toMatch(/[sS]elector: \{\}/);
  });

  it('S3 gives the address of the owner of the tables to the migration alone', () => {
    const withOwner = workloads.filter(([, text]) =>
      /MIGRATION_DATABASE_URL|billbridge-migration/.test(text),
    );
    expect(withOwner.map(([name]) => name)).toEqual(['billbridge-migrate']);
  });

  it('S5 gives the service that strangers reach no keys', () => {
    const [, text = ''] = workloads.find(([name]) => name === 'billbridge-webhooks') ?? [];
    expect([...text.matchAll(/^\s+key: (\w+)$/gm)].map(([, key]) => key).sort()).toEqual([
      'DATABASE_URL',
      'QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS',
      'REDIS_URL',
    ]);
    expect(text).not.toContain('secretRef');
  });

  it('holds no secret and no namespace', () => {
    expect(ofKind('Secret')).toEqual([]);
    expect(kubectl.stdout).not.toMatch(/^\s*namespace:/m);
    expect(kubectl.stdout).not.toMatch(/(?:PASSWORD|SECRET|TOKEN|KEYS|_URL)\w*\n?\s*value:/);
    expect(kubectl.stdout).not.toMatch(/\w+:\/\/[^\s:/]+:[^\s@/]+@/);
  });
});

describe('the example Secret', () => {
  it('names what the services need and gives no value that could be in use', () => {
    const text = readFileSync('k8s/secret.example.yaml', 'utf8');
    for (const key of ['ENCRYPTION_KEYS', 'API_TOKEN', 'QUICKBOOKS_CLIENT_SECRET']) {
      expect(text).toContain(`${key}: ""`);
    }
    expect(text).toMatch(/DATABASE_URL: postgres:\/\/user:password@host/);
  });
});

describe('docker compose', () => {
  const text = readFileSync('docker-compose.yml', 'utf8');

  it('runs every service and the migrations', () => {
    for (const name of [...services, 'migrate']) expect(text).toContain(`command: [${name}]`);
  });

  it('S3 lets only the migrations come as the owner of the tables', () => {
    const owners = text.match(/postgres:\/\/billbridge:/g);
    expect(owners).toHaveLength(1);
    expect(text).toMatch(
      /command: \[migrate\]\n {4}environment:\n.*\n.*MIGRATION_DATABASE_URL: postgres:\/\/billbridge:/,
    );
    expect(text).toMatch(/DATABASE_URL: postgres:\/\/billbridge_app:.*\n.*\n {4}POSTGRES_PASSWORD: ""/);
  });

  it('S5 gives the service that strangers reach no keys', () => {
    const [webhooks = ''] = /^ {2}webhooks:\n(?: {4}.*\n)+/m.exec(text) ?? [];
    expect(webhooks).toContain('env_file: []');
    expect(webhooks).not.toMatch(/ENCRYPTION_KEYS|API_TOKEN|CLIENT_SECRET/);
  });

  it('takes its secrets from .env, which names them all without a value', () => {
    expect(text).toContain('env_file: .env');
    expect(text).not.toMatch(/(?:PASSWORD|SECRET|TOKEN|KEYS): (?!\$\{|"")/);
    const example = readFileSync('.env.example', 'utf8');
    const secrets = [...example.matchAll(/^(\w*(?:PASSWORD|SECRET|TOKENS?|KEYS))=(.*)$/gm)];
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    expect(secrets.filter(([, , value]) => value !== '')).toEqual([]);
  });
});
